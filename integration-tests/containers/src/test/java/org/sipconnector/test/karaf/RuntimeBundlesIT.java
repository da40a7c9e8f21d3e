/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.test.Await;
import org.sipconnector.test.CallStory;
import org.sipconnector.test.NewerBundle;

/** What others do to the bundles we stand on while a call is up, and that calls can be made afterwards. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class RuntimeBundlesIT extends CallStory {

    private static final String JACKSON = "com.fasterxml.jackson.core.jackson-core";

    @Inject
    private FeaturesService features;

    @Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime("sip-connector-simulator")};
    }

    /** A refresh that Karaf makes of it restarts the simulator, too, which is the server, so that the call may end. */
    @Test
    public void aFeatureThatBringsAnotherJacksonLeavesAConnectorThatCalls() throws Exception {
        Path jar = Files.createTempFile("jackson", ".jar");
        try (InputStream newer = NewerBundle.of(named(JACKSON))) {
            Files.write(jar, newer.readAllBytes());
        }
        Path repository = Files.createTempFile("features", ".xml");
        Files.writeString(repository, "<features name=\"other\" xmlns=\"http://karaf.apache.org/xmlns/features/v1.4.0\">"
                + "<feature name=\"other-jackson\" version=\"1.0.0\"><bundle>" + jar.toUri() + "</bundle></feature></features>");
        features.addRepository(repository.toUri());

        features.installFeatures(Set.of("other-jackson/1.0.0"), EnumSet.noneOf(FeaturesService.Option.class));

        awaitAllAtWork();
        callAgain();
        assertCallGoesOn("a feature that brings another Jackson");
        features.removeRepository(repository.toUri());
    }

    /** The simulator, which is the server, is a component, too, and ends its calls. */
    @Test
    public void aRestartOfScrWithTheServerInTheSameContainerLeavesAConnectorThatCalls() throws Exception {
        Bundle scr = named("org.apache.felix.scr");
        scr.stop();
        scr.start();

        awaitAllAtWork();
        callAgain();
        assertCallGoesOn("a restart of SCR");
    }

    private Bundle named(String name) {
        return Arrays.stream(context.getBundles()).filter(each -> name.equals(each.getSymbolicName())).findFirst().orElseThrow();
    }

    private void awaitAllAtWork() throws Exception {
        Await.until("all managers are at work", () -> {
            ServiceReference<UpdateHistory> reference = context.getServiceReference(UpdateHistory.class);
            return reference != null && context.getService(reference).missing().isEmpty();
        });
    }
}
