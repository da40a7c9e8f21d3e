/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.test.Await;
import org.sipconnector.test.CallStory;
import org.sipconnector.test.NewerBundle;
import org.sipconnector.test.NextRelease;

/** The next release is installed by a feature upgrade during a call: two managers have changed, nothing else moves. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class FeatureUpgradeIT extends CallStory {

    private static final List<String> CHANGED = List.of("server-api", "call");

    @Inject
    private FeaturesService features;

    @Inject
    private SessionFactory sessions;

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

        URI repository = NextRelease.of(this::bundle, release, next, CHANGED);
        features.addRepository(repository);
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

        features.installFeatures(Set.of("sip-connector/" + release, "sip-connector-simulator/" + release),
                EnumSet.of(FeaturesService.Option.Upgrade, FeaturesService.Option.NoAutoRefreshBundles));
        assertRelease(release);
        assertCallGoesOn("the way back");
        features.removeRepository(repository);
    }

    private Bundle[] changed() {
        return CHANGED.stream().map(this::bundle).toArray(Bundle[]::new);
    }

    @Test
    public void everythingChangesAndTheCallGoesOnThereAndBack() throws Exception {
        String release = bundle("api").getVersion().toString();
        String next = NewerBundle.after(bundle("api")).toString();
        features.addRepository(NextRelease.of(this::bundle, release, next, NextRelease.everything()));

        Console console = new Console(sessions);
        String preview = console.run("sip:update --preview sip-connector/" + next);
        assertTrue(preview, preview.contains("kernel " + release + " -> " + next));
        assertFalse(preview, preview.contains("END"));
        assertEquals("the preview changes nothing", release, bundle("kernel").getVersion().toString());

        console.run("sip:update sip-connector/" + next);
        assertRelease(next);
        assertCallGoesOn("the upgrade of everything");

        refresh(bundle("kernel"));
        assertCallGoesOn("a refresh of the kernel after the upgrade");

        console.run("sip:update sip-connector/" + release);
        assertRelease(release);
        assertCallGoesOn("the way back");
    }

    private void assertRelease(String version) throws Exception {
        for (String folder : NextRelease.everything()) {
            assertEquals(folder, version, bundle(folder).getVersion().toString());
        }
        Await.until("all managers are at work",
                () -> context.getServiceReference(UpdateHistory.class) != null
                        && context.getService(context.getServiceReference(UpdateHistory.class)).missing().isEmpty());
        assertTrue(version + " is what is installed", features.isInstalled(features.getFeature("sip-connector", version)));
    }
}
