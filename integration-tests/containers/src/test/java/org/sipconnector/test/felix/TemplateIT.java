/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.felix;

import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.bundle;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.template.api.CallLimitManager;
import org.sipconnector.template.api.CallLimitSnapshot;
import org.sipconnector.test.Await;
import org.sipconnector.test.NewerBundle;

/** The manager of the template is installed beside ours, used by a client, and replaced in each way. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class TemplateIT {

    private static final String TEMPLATE = "org.sipconnector.template";

    @Inject
    private BundleContext context;

    @Inject
    private Connectors connectors;

    @Inject
    private UpdateHistory history;

    private Connector connector;
    private CallLimitManager manager;

    @Configuration
    public Option[] container() {
        List<Option> options = new ArrayList<>(List.of(FelixContainer.felix("sip-connector")));
        Arrays.stream(System.getProperty("template.bundles").split(","))
                .forEach(file -> options.add(bundle(Path.of(file).toUri().toString()).startLevel(90)));
        return options.toArray(Option[]::new);
    }

    @Before
    public void open() throws Exception {
        connector = connectors.open(ConnectorConfiguration.builder("limited").server("127.0.0.1:1").build());
        String filter = "(connector.id=limited)";
        Await.until("the manager's service", () -> !context.getServiceReferences(CallLimitManager.class, filter).isEmpty());
        ServiceReference<CallLimitManager> service = context.getServiceReferences(CallLimitManager.class, filter).iterator().next();
        manager = context.getService(service);
        done(manager.limit(Duration.ofMinutes(45)));
    }

    @After
    public void close() throws Exception {
        done(connector.close());
    }

    @Test
    public void itKeepsItsStateOverAnUpdateInItsPlace() throws Exception {
        Bundle template = template();
        int before = history.updates().size();
        try (InputStream newer = NewerBundle.of(template)) {
            template.update(newer);
        }
        assertReplaced(before);
    }

    @Test
    public void itKeepsItsStateWhenANewerVersionStartsBesideIt() throws Exception {
        int before = history.updates().size();
        try (InputStream newer = NewerBundle.of(template())) {
            Bundle beside = context.installBundle("test:newer-template", newer);
            beside.start();
            assertReplaced(before);
            beside.uninstall();
        }
    }

    private Bundle template() {
        return Arrays.stream(context.getBundles()).filter(each -> TEMPLATE.equals(each.getSymbolicName())).findFirst().orElseThrow();
    }

    private void assertReplaced(int before) throws Exception {
        Await.until("the newer code at work", () -> history.missing().isEmpty() && history.updates().size() > before);
        for (Update update : history.updates().subList(before, history.updates().size())) {
            assertEquals(update.toString(), List.of(), update.failures());
        }
        assertEquals(new CallLimitSnapshot(Optional.of(Duration.ofMinutes(45)), 0), manager.snapshot());
        done(manager.limit(Duration.ofMinutes(30)));
        assertEquals("the same proxy reaches the newer code", Optional.of(Duration.ofMinutes(30)), manager.snapshot().longest());
        done(manager.limit(Duration.ofMinutes(45)));
    }

    private static void done(CompletionStage<?> stage) throws Exception {
        stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
