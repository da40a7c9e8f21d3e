/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.karaf.features.FeaturesService;
import org.junit.jupiter.api.Test;

/** What is said of an upgrade whose bundles are all replaced. */
class ReleaseUpdateTest {

    private final FeaturesService features = (FeaturesService) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {FeaturesService.class}, (self, method, arguments) -> {
                throw new IllegalStateException("Unable to resolve root");
            });

    @Test
    void bundlesThatAreAtWorkAreSaidToBeWhenKarafDoesNotTakeTheFeatures() {
        ReleasePlan plan = new ReleasePlan(Set.of("sip-connector/0.1.1"), List.of(), List.of(), ReleasePlan.Gaps.NONE, Map.of(),
                ReleasePlan.KernelTurn.ANY, Set.of());

        assertThatThrownBy(() -> new ReleaseUpdate(features, null, line -> {}).keepingCalls(plan, false))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("0 bundles are replaced and at work, calls go on, but Karaf did not take the features: Unable to resolve"
                        + " root; feature:install --upgrade --no-auto-refresh sip-connector/0.1.1 does the rest");
    }
}
