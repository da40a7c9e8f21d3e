/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

class ReleasePlanTest {

    private static final Version OLD = new Version("0.1.0");
    private static final Version NEW = new Version("0.1.1");
    private static final String KERNEL = "org.sipconnector.kernel";
    private static final Map<String, Version> API = Map.of("org.sipconnector.api", new Version("1.0.0"),
            "org.sipconnector.api.call", new Version("1.0.0"));

    private static ReleaseBundle bundle(String folder, int startLevel, String need, String range) {
        return new ReleaseBundle("org.sipconnector." + folder, NEW, "mvn:" + folder, startLevel,
                new ImportedPackages(Map.of(need, new VersionRange(range))), Map.of());
    }

    private static ReleaseBundle bundle(String folder, int startLevel) {
        return bundle(folder, startLevel, "org.sipconnector.api", "[1.0,2)");
    }

    private static ReleasePlan plan(ReleaseBundle... release) {
        return plan(API, Map.of(), release);
    }

    private static ReleasePlan plan(Map<String, Version> exported, Map<String, ImportedPackages> imports, ReleaseBundle... release) {
        Map<String,
                Version> installed = Map.of("org.sipconnector.api", OLD, "org.sipconnector.spi", OLD, "org.sipconnector.kernel", OLD,
                        "org.sipconnector.standby", OLD,
                        "org.sipconnector.sip", OLD, "org.sipconnector.call", OLD, "org.sipconnector.shell", OLD, "org.example.limits", OLD,
                        "io.netty.common", new Version("4.1.1"));
        return ReleasePlan.of(Set.of("sip-connector/0.1.1"), List.of(release), new BundlesAtWork(installed, exported, imports, Map.of()));
    }

    /** Managers and clients at work with a kernel that exports this version of its package. */
    private static Map<String, Version> withKernel(String version) {
        Map<String, Version> exported = new HashMap<>(API);
        exported.put(KERNEL, new Version(version));
        return exported;
    }

    private static ReleaseBundle kernel(String exported) {
        return new ReleaseBundle("org.sipconnector.kernel", NEW, "mvn:kernel", 50, ImportedPackages.NONE, Map.of(KERNEL, new Version(exported)));
    }

    private static ImportedPackages kernelIn(String range) {
        return new ImportedPackages(Map.of(KERNEL, new VersionRange(range)));
    }

    @Test
    void aVersionThatAnUpdateHasPutBesideIsSaidToTakeItsPlace() {
        ReleaseBundle call = bundle("call", 60);
        BundlesAtWork atWork = new BundlesAtWork(Map.of(call.symbolicName(), OLD), API, Map.of(), Map.of(call.symbolicName(), Set.of(NEW)));

        assertThat(ReleasePlan.of(Set.of("sip-connector/0.1.1"), List.of(call), atWork).preview()).containsExactly("call 0.1.0 -> 0.1.1:"
                + " installed beside by sip:update already, goes into its place; messages wait meanwhile, calls go on");
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
        ReleaseBundle same = new ReleaseBundle("org.sipconnector.call", OLD, "mvn:call", 60, ImportedPackages.NONE, Map.of());

        assertThat(plan(same).isEmpty()).isTrue();
        assertThat(plan(same, bundle("sip", 55)).steps()).extracting(ReleaseBundle::name).containsExactly("sip");
    }

    private static ReleaseBundle api(String call) {
        return new ReleaseBundle("org.sipconnector.api", NEW, "mvn:api", 40, ImportedPackages.NONE,
                Map.of("org.sipconnector.api", new Version("1.0.0"), "org.sipconnector.api.call", new Version(call)));
    }

    @Test
    void aReleaseThatNeedsAnotherApiIsExchangedAtOnceAndCallsGoOn() {
        ReleasePlan plan = plan(api("1.1.0"), bundle("call", 60, "org.sipconnector.api.call", "[1.1,1.2)"), bundle("shell", 80));

        assertThat(plan.together()).isTrue();
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.preview()).containsExactly(
                "call 0.1.0 -> 0.1.1, api 0.1.0 -> 0.1.1, shell 0.1.0 -> 0.1.1: exchanged with all others at once",
                "calls go on: connectors are kept in the state store meanwhile, messages wait and sound and picture pause for some seconds;"
                        + " what clients wait for fails; nothing is rehearsed; since call 0.1.1 needs org.sipconnector.api.call [1.1.0,1.2.0), at work is 1.0.0");
        assertThat(plan.result()).isEqualTo("calls go on");
    }

    @Test
    void aStoreThatKeepsNothingMakesCallsEnd() {
        ReleasePlan plan = plan(api("1.1.0"), bundle("call", 60, "org.sipconnector.api.call", "[1.1,1.2)")).hinderedBy("the disk is full");

        assertThat(plan.obstacles()).containsExactly("the disk is full");
        assertThat(plan.preview()).containsExactly("calls END, registrations are made again: the disk is full",
                "call 0.1.0 -> 0.1.1, api 0.1.0 -> 0.1.1: exchanged with all others at once");
        assertThat(plan.result()).isEqualTo("connectors are made again");
    }

    @Test
    void aBundleThatStaysAndWouldLackTheFormerApiIsNamed() {
        ReleasePlan plan = plan(API, Map.of("org.example.limits", new ImportedPackages(Map.of("org.sipconnector.api.call",
                new VersionRange("[1.0,1.1)")))), api("1.1.0"), bundle("call", 60, "org.sipconnector.api.call", "[1.1,1.2)"));

        assertThat(plan.obstacles()).containsExactly(
                "org.example.limits 0.1.0 stays and needs org.sipconnector.api.call [1.0.0,1.1.0), there would be 1.1.0");
        assertThat(plan.preview().get(0)).startsWith("calls END");
    }

    @Test
    void aReleaseThatNeedsWhatItDoesNotBringSaysThatCallsEnd() {
        assertThat(plan(bundle("call", 60, "org.sipconnector.api.fax", "[1.0,2)")).obstacles()).containsExactly(
                "call 0.1.1 needs org.sipconnector.api.fax [1.0.0,2.0.0), there would be none");
    }

    @Test
    void thePreviewNamesWhatIsTouchedAndWhatThatDoesToCalls() {
        ReleaseBundle netty = new ReleaseBundle("io.netty.common", new Version("4.1.2"), "mvn:netty", 30,
                ImportedPackages.NONE, Map.of());

        assertThat(plan(bundle("media", 55), bundle("kernel", 50), bundle("sip", 55), netty).preview()).containsExactly(
                "kernel 0.1.0 -> 0.1.1: messages wait for about half a second, calls go on",
                "sip 0.1.0 -> 0.1.1: calls go on over new connections, registered anew; calls being set up fail",
                "io.netty.common 4.1.1 -> 4.1.2: exchanged at the end; what is wired to the former stays so until the next"
                        + " restart or refresh",
                "media 0.1.1: comes new");
    }

    @Test
    void theSpiIsRefreshedWithAnApiThatIsExchangedToo() {
        assertThat(plan(bundle("spi", 40)).preview()).singleElement().asString().contains("bundle:refresh of spi,");
        assertThat(plan(bundle("api", 40), bundle("spi", 40)).preview()).singleElement().asString()
                .startsWith("api 0.1.0 -> 0.1.1, spi 0.1.0 -> 0.1.1: ").contains("bundle:refresh of api,");
    }

    @Test
    void anApiThatNothingNeedsYetIsExchangedAtTheEnd() {
        ReleasePlan plan = plan(bundle("api", 40));

        assertThat(plan.preview()).containsExactly("api 0.1.0 -> 0.1.1: exchanged at the end, and calls go on with the former: it is used after"
                + " bundle:refresh of api, in which calls go on, too, sound and picture pause for some seconds and what clients wait for fails");
        assertThat(plan.result()).isEqualTo("calls go on");
    }

    @Test
    void aKernelThatWhatFollowsNeedsIsReplacedFirst() {
        ReleasePlan plan = plan(withKernel("1.0.0"), Map.of("org.sipconnector.call", kernelIn("[1.0,2)")),
                bundle("call", 60, KERNEL, "[1.1,2)"), kernel("1.1.0"));

        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.steps()).extracting(ReleaseBundle::name).containsExactly("kernel", "call");
        assertThat(plan.preview().get(0)).isEqualTo("kernel 0.1.0 -> 0.1.1: first, since what follows needs it; messages wait for about half a"
                + " second, calls go on");
    }

    @Test
    void onTheWayBackAKernelThatWhatIsAtWorkWouldLackIsReplacedLast() {
        ReleasePlan plan = plan(withKernel("1.1.0"), Map.of("org.sipconnector.call", kernelIn("[1.1,2)")),
                kernel("1.0.0"), bundle("call", 60, KERNEL, "[1.0,2)"), bundle("sip", 55), bundle("standby", 50));

        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.steps()).extracting(ReleaseBundle::name).containsExactly("standby", "sip", "call", "kernel");
        assertThat(plan.preview()).contains("kernel 0.1.0 -> 0.1.1: last, since what is at work needs the present one; messages wait for about"
                + " half a second, calls go on");
    }

    @Test
    void aManagerThatNoReleaseReplacesAndThatTheKernelWouldNotFitIsNamed() {
        ReleasePlan plan = plan(withKernel("1.1.0"), Map.of("org.example.limits", kernelIn("[1.1,2)")), kernel("1.0.0"));

        assertThat(plan.obstacles()).containsExactly(
                "org.example.limits 0.1.0 stays and needs org.sipconnector.kernel [1.1.0,2.0.0), there would be 1.0.0");
    }

    @Test
    void aReleaseWhoseManagersNeitherKernelFitsIsExchangedAtOnce() {
        ReleasePlan plan = plan(withKernel("1.1.0"), Map.of("org.sipconnector.call", kernelIn("[1.1,2)")),
                kernel("2.0.0"), bundle("call", 60, KERNEL, "[2.0,3)"));

        assertThat(plan.together()).isTrue();
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan(withKernel("1.0.0"), Map.of(), bundle("call", 60, KERNEL, "[1.1,2)")).obstacles())
                .as("a release whose kernel is the one at work").containsExactly(
                        "call 0.1.1 needs org.sipconnector.kernel [1.1.0,2.0.0), there would be 1.0.0");
    }

    @Test
    void aBundleThatLacksSomethingAlreadyIsNoReasonToWaitWithTheKernel() {
        ReleasePlan plan = plan(withKernel("1.0.0"), Map.of("org.example.limits", kernelIn("[0.9,1)")), kernel("1.1.0"));

        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.turn()).isEqualTo(ReleasePlan.KernelTurn.ANY);
    }

    @Test
    void aSimulatorThatIsExchangedEndsTheCallsInItsRooms() {
        ReleaseBundle simulator = bundle("conference-simulator", 80);
        assertThat(plan(simulator).preview()).containsExactly("conference-simulator 0.1.1: comes new");
        assertThat(plan(simulator).result()).isEqualTo("calls go on");
        ReleasePlan exchanged = ReleasePlan.of(Set.of("sip-connector-simulator/0.1.1"), List.of(simulator),
                new BundlesAtWork(Map.of(simulator.symbolicName(), OLD), API, Map.of(), Map.of()));

        assertThat(exchanged.preview()).containsExactly(
                "conference-simulator 0.1.0 -> 0.1.1: exchanged at the end: its rooms close, and calls in them END");
        assertThat(exchanged.result()).isEqualTo("calls go on, those in the simulator's rooms have ended");
        ReleaseBundle driven = bundle("simulator-api", 40);
        assertThat(ReleasePlan.of(Set.of("sip-connector-simulator/0.1.1"), List.of(driven),
                new BundlesAtWork(Map.of(driven.symbolicName(), OLD), API, Map.of(), Map.of())).preview()).singleElement().asString()
                .endsWith("its rooms close, and calls in them END");
    }
}
