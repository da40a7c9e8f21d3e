package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
import org.sipconnector.test.Await;
import org.sipconnector.test.CallStory;
import org.sipconnector.test.NewerBundle;

/** The next release is installed by a feature upgrade during a call: two managers have changed, nothing else moves. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FeatureUpgradeIT extends CallStory {

    private static final List<String> CHANGED = List.of("server-api", "call");

    @Inject
    private FeaturesService features;

    @Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime("sip-connector-simulator")};
    }

    @Test
    public void onlyChangedBundlesMoveAndTheCallGoesOn() throws Exception {
        Map<Long, String> others = stateOfOthers(changed());
        List<Long> services = connectorServices();
        String release = bundle("api").getVersion().toString();
        String next = NewerBundle.after(bundle("api")).toString();

        features.addRepository(nextRelease(release, next));
        features.installFeatures(Set.of("sip-connector/" + next, "sip-connector-simulator/" + next),
                EnumSet.of(FeaturesService.Option.Upgrade, FeaturesService.Option.NoAutoRefreshBundles));

        for (String folder : CHANGED) {
            assertEquals(folder, next, bundle(folder).getVersion().toString());
        }
        Await.until("both are at work", () -> history.missing().isEmpty());
        assertTrue("the new release is what is installed",
                features.isInstalled(features.getFeature("sip-connector", next)));
        assertCallGoesOn("the upgrade");
        assertEquals("others were touched", others, stateOfOthers(changed()));
        assertEquals("clients keep their services", services, connectorServices());
    }

    private Bundle[] changed() {
        return CHANGED.stream().map(this::bundle).toArray(Bundle[]::new);
    }

    /** Our feature repository under the next version, whose changed bundles are new and whose others are as they were. */
    private URI nextRelease(String release, String next) throws Exception {
        String text = Files.readString(Path.of(System.getProperty("features.file")))
                .replace("sip-connector-" + release, "sip-connector-" + next)
                .replace("version=\"" + release + "\"", "version=\"" + next + "\"")
                .replace("[" + release + "," + release + "]", "[" + next + "," + next + "]");
        for (String folder : CHANGED) {
            Path jar = Files.createTempFile(folder, ".jar");
            try (InputStream newer = NewerBundle.of(bundle(folder))) {
                Files.write(jar, newer.readAllBytes());
            }
            String url = "mvn:org.sipconnector/org.sipconnector." + folder + "/" + release;
            assertTrue(folder, text.contains(url));
            text = text.replace(url, jar.toUri().toString());
        }
        Path repository = Files.createTempFile("features", ".xml");
        Files.writeString(repository, text);
        return repository.toUri();
    }
}
