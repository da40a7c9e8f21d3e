/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
import org.osgi.framework.BundleContext;
import org.sipconnector.api.Connectors;

/** The ready-to-start runtime starts, with the product and without the demo. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class RuntimeIT {

    @Inject
    private BundleContext context;

    @Inject
    private FeaturesService features;

    @Inject
    private Connectors connectors;

    @Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime()};
    }

    @Test
    public void theProductIsInstalledAndTheDemoIsNot() throws Exception {
        assertTrue(features.isInstalled(features.getFeature("sip-connector")));
        assertTrue("the demo starts only when asked for",
                Arrays.stream(features.listInstalledFeatures()).noneMatch(f -> f.getName().equals("sip-connector-demo")));
    }

    @Test
    public void everyBundleOfOursIsActiveAndInstalledOnce() {
        List<Bundle> ours = Arrays.stream(context.getBundles())
                .filter(b -> b.getSymbolicName().startsWith("org.sipconnector.")).toList();
        assertTrue("api and kernel at least: " + ours, ours.size() >= 2);
        assertEquals(ours.size(), ours.stream().map(Bundle::getSymbolicName).distinct().count());
        for (Bundle bundle : ours) {
            assertEquals(bundle.getSymbolicName(), Bundle.ACTIVE, bundle.getState());
        }
    }

    /** What refreshes it at the first boot takes the features service away in the middle of its work. */
    @Test
    public void theFirstBootDoesNotTouchTheLog() throws Exception {
        List<String> log = Files.readAllLines(Path.of(System.getProperty("karaf.log"), "karaf.log"));
        assertTrue(log.stream().anyMatch(line -> line.contains("Installing bundles")));
        assertEquals(List.of(), log.stream().filter(line -> line.contains("Disabling SLF4J API support")).toList());
    }

    /** The folder is a Maven repository, also for who compiles against what is in it. */
    @Test
    public void whatBundlesAreCompiledAgainstComesWithItsPomAndThoseOfItsParents() {
        for (String artifact : List.of("org.sipconnector.api", "org.sipconnector.spi", "org.sipconnector.kernel", "bundles", "sip-connector")) {
            Path pom = Path.of(System.getProperty("karaf.home"), "system", "org", "sipconnector", artifact, "0.1.0", artifact + "-0.1.0.pom");
            assertTrue(pom.toString(), Files.exists(pom));
        }
    }

    /** It writes whole configurations at DEBUG, with their passwords. */
    @Test
    public void configurationAdminStaysAtInfoWhateverTheRestOfTheLogDoes() throws Exception {
        List<String> log = Files.readAllLines(Path.of(System.getProperty("karaf.etc"), "org.ops4j.pax.logging.cfg")).stream()
                .map(line -> line.replace(" ", "")).toList();
        assertTrue(log.toString(), log.containsAll(List.of("log4j2.logger.configadmin.name=org.apache.felix.configadmin",
                "log4j2.logger.configadmin.level=INFO")));
    }

    @Test
    public void itStartsWithoutConnectors() {
        assertTrue(connectors.all().isEmpty());
        assertTrue(connectors.refused().isEmpty());
    }
}
