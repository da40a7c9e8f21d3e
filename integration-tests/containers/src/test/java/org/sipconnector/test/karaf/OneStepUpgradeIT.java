/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;

import java.net.URI;
import java.util.EnumSet;
import java.util.List;
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
import org.sipconnector.test.OutsideCallStory;
import org.sipconnector.test.NewerBundle;
import org.sipconnector.test.NextRelease;

/** Karaf upgrades the feature in one step, which stops kernel, foundations and standby together, while a call is up. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class OneStepUpgradeIT extends OutsideCallStory {

    @Inject
    private FeaturesService features;

    @Configuration
    public Option[] container() {
        return new Option[] {KarafContainer.runtime("sip-connector")};
    }

    @Test
    public void theCallGoesOnThereAndBackWithRefreshesWhileTheApiStaysAndWithoutWhenEverythingChanges() throws Exception {
        List<String> rest = NextRelease.everything().stream().filter(folder -> !folder.equals("api") && !folder.equals("spi")).toList();
        upgrade(rest, EnumSet.of(FeaturesService.Option.Upgrade));
        upgrade(NextRelease.everything(), EnumSet.of(FeaturesService.Option.Upgrade, FeaturesService.Option.NoAutoRefreshBundles));
    }

    /** There and back, each in one step of Karaf's own. */
    private void upgrade(List<String> changed, EnumSet<FeaturesService.Option> options) throws Exception {
        String release = named("org.sipconnector.kernel").getVersion().toString();
        String next = NewerBundle.after(named("org.sipconnector.kernel")).toString();
        URI repository = NextRelease.of(folder -> named("org.sipconnector." + folder), release, next, changed);
        features.addRepository(repository);
        for (String version : List.of(next, release)) {
            features.installFeatures(Set.of("sip-connector/" + version), options);

            for (String folder : changed) {
                assertEquals(folder, version, named("org.sipconnector." + folder).getVersion().toString());
            }
            assertCallGoesOn("the upgrade to " + version);
        }
        features.removeRepository(repository);
    }
}
