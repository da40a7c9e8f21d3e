/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

class ReleasePlanTest {

    private static final Version OLD = new Version("0.1.0");
    private static final Version NEW = new Version("0.1.1");
    private static final Map<String, Version> API = Map.of("org.sipconnector.api", new Version("1.0.0"),
            "org.sipconnector.api.call", new Version("1.0.0"));

    private static ReleaseBundle bundle(String folder, int startLevel, String need, String range) {
        return new ReleaseBundle("org.sipconnector." + folder, NEW, "mvn:" + folder, startLevel,
                Map.of(need, new VersionRange(range)));
    }

    private static ReleaseBundle bundle(String folder, int startLevel) {
        return bundle(folder, startLevel, "org.sipconnector.api", "[1.0,2)");
    }

    private static ReleasePlan plan(ReleaseBundle... release) {
        return ReleasePlan.of(Set.of("sip-connector/0.1.1"), List.of(release), Map.of("org.sipconnector.api", OLD,
                "org.sipconnector.kernel", OLD, "org.sipconnector.standby", OLD, "org.sipconnector.sip", OLD,
                "org.sipconnector.call", OLD, "org.sipconnector.shell", OLD, "io.netty.common", new Version("4.1.1")), API);
    }

    @Test
    void bundlesAreReplacedInTheOrderInWhichTheyNeedEachOther() {
        ReleasePlan plan = plan(bundle("call", 60), bundle("sip", 55), bundle("kernel", 50), bundle("standby", 50),
                bundle("shell", 80), bundle("api", 40));

        assertThat(plan.steps()).extracting(ReleaseBundle::name).containsExactly("standby", "kernel", "sip", "call");
        assertThat(plan.rest()).extracting(ReleaseBundle::name).containsExactly("api", "shell");
        assertThat(plan.obstacles()).isEmpty();
    }

    @Test
    void bundlesOfUnchangedVersionAreNotTouched() {
        ReleaseBundle same = new ReleaseBundle("org.sipconnector.call", OLD, "mvn:call", 60, Map.of());

        assertThat(plan(same).isEmpty()).isTrue();
        assertThat(plan(same, bundle("sip", 55)).steps()).extracting(ReleaseBundle::name).containsExactly("sip");
    }

    @Test
    void aReleaseThatNeedsAnotherApiThanTheOneAtWorkSaysThatCallsEnd() {
        ReleasePlan plan = plan(bundle("api", 40), bundle("call", 60, "org.sipconnector.api.call", "[1.1,1.2)"));

        assertThat(plan.obstacles()).containsExactly(
                "call 0.1.1 needs org.sipconnector.api.call [1.1.0,1.2.0), at work is 1.0.0");
        assertThat(plan.preview().get(0)).startsWith("calls END");
    }

    @Test
    void aReleaseThatNeedsAPackageTheApiAtWorkHasNotSaysThatCallsEnd() {
        assertThat(plan(bundle("call", 60, "org.sipconnector.api.fax", "[1.0,2)")).obstacles()).containsExactly(
                "call 0.1.1 needs org.sipconnector.api.fax [1.0.0,2.0.0), at work is none");
    }

    @Test
    void thePreviewNamesWhatIsTouchedAndWhatThatDoesToCalls() {
        ReleaseBundle netty = new ReleaseBundle("io.netty.common", new Version("4.1.2"), "mvn:netty", 30, Map.of());

        assertThat(plan(bundle("media", 55), bundle("kernel", 50), bundle("sip", 55), netty).preview()).containsExactly(
                "kernel 0.1.0 -> 0.1.1: messages wait for about half a second, calls go on",
                "sip 0.1.0 -> 0.1.1: calls go on over new connections, registered anew; calls being set up fail",
                "io.netty.common 4.1.1 -> 4.1.2: exchanged at the end; what is wired to the former stays so until the next"
                        + " restart or refresh",
                "media 0.1.1: comes new");
    }

    @Test
    void thePreviewSaysThatAnotherApiEndsCallsOnlyWhenItIsRefreshed() {
        ReleasePlan plan = plan(bundle("api", 40));

        assertThat(plan.preview()).containsExactly("api 0.1.0 -> 0.1.1: exchanged at the end, and calls go on with the former: it is used"
                + " after a refresh of api or a restart of Karaf, which ends calls (sip:drain before)");
        assertThat(plan.result()).isEqualTo("calls go on");
    }

    @Test
    void importsOfTheApiAreReadFromAManifest() {
        assertThat(ReleaseBundle.needsOf("org.slf4j;version=\"[1.7,3)\",org.sipconnector.api;version=\"[1.0,1.1)\","
                + "org.sipconnector.api.call;resolution:=optional;version=\"[1.0,2)\",org.sipconnector.kernel;version=\"[1.0,2)\""))
                .isEqualTo(Map.of("org.sipconnector.api", new VersionRange("[1.0,1.1)"),
                        "org.sipconnector.api.call", new VersionRange("[1.0,2)")));
        assertThat(ReleaseBundle.needsOf(null)).isEmpty();
    }

    @Test
    void aSimulatorThatIsExchangedEndsTheCallsInItsRooms() {
        ReleaseBundle simulator = bundle("conference-simulator", 80);
        assertThat(plan(simulator).preview()).containsExactly("conference-simulator 0.1.1: comes new");
        assertThat(plan(simulator).result()).isEqualTo("calls go on");
        ReleasePlan exchanged = ReleasePlan.of(Set.of("sip-connector-simulator/0.1.1"), List.of(simulator),
                Map.of(simulator.symbolicName(), OLD), API);

        assertThat(exchanged.preview()).containsExactly(
                "conference-simulator 0.1.0 -> 0.1.1: exchanged at the end: its rooms close, and calls in them END");
        assertThat(exchanged.result()).isEqualTo("calls go on, those in the simulator's rooms have ended");
    }
}
