/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.sipconnector.test.Await;

/** Somebody's own Karaf that has the runtime's {@code system} folder for a repository, and the commands of the README. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class VanillaKarafIT {

    private static final String FEATURES = "mvn:org.sipconnector/org.sipconnector.features/0.1.0/xml/features";

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Inject
    private BootFinished booted;

    @Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.vanilla()};
    }

    @Test
    public void theFeatureInstallsAndRestartsNothingThatWasThere() throws Exception {
        Map<Long, Long> before = lastModified();
        features.addRepository(URI.create(FEATURES));

        features.installFeature("sip-connector", EnumSet.of(FeaturesService.Option.NoAutoRefreshBundles));

        Await.until("the kernel offers connectors",
                () -> context.getServiceReference("org.sipconnector.api.Connectors") != null);
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().startsWith("org.sipconnector.")) {
                assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
            }
        }
        Map<Long, Long> after = lastModified();
        assertTrue(after.size() > before.size());
        after.keySet().retainAll(before.keySet());
        assertEquals(before, after);
    }

    private Map<Long, Long> lastModified() {
        Map<Long, Long> stamps = new TreeMap<>();
        for (Bundle bundle : context.getBundles()) {
            stamps.put(bundle.getBundleId(), bundle.getLastModified());
        }
        return stamps;
    }
}
