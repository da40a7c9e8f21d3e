/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.testkit.FakeConnectors;

/** What health says of bundles. */
class InstalledBundlesTest {

    private final List<Bundle> bundles = new ArrayList<>();
    private List<String> orphans = List.of();
    private Optional<String> kernelless = Optional.empty();

    private <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals("equals")) {
                return self == arguments[0];
            }
            if (!answers.containsKey(method.getName())) {
                throw new UnsupportedOperationException(method.getName());
            }
            return answers.get(method.getName());
        }));
    }

    private void bundle(String name, long id, int state) {
        bundle(name, "1.0.1", id, state);
    }

    private void bundle(String name, String version, long id, int state) {
        bundles.add(fake(Bundle.class, Map.of("getSymbolicName", name, "getBundleId", id, "getState", state,
                "getVersion", Version.parseVersion(version), "getHeaders", new Hashtable<String, String>())));
    }

    private List<String> problems() {
        return installed().problems(Set.of()).stream().map(Problem::text).toList();
    }

    private InstalledBundles installed() {
        BundleContext context = fake(BundleContext.class, Map.of("getBundles", bundles.toArray(Bundle[]::new)));
        return new InstalledBundles(context, orphans, kernelless);
    }

    @Test
    void aStoppedBundleIsNamedWithWhatStartsIt() {
        bundle("org.sipconnector.call", 7, Bundle.RESOLVED);
        bundle("org.other", 8, Bundle.RESOLVED);

        assertThat(problems())
                .containsExactly("bundle org.sipconnector.call (7) is not started: bundle:start 7");
    }

    @Test
    void whatCannotBeDoneWithoutAFoundationIsSaid() {
        bundle("org.sipconnector.sip", 5, Bundle.INSTALLED);

        assertThat(problems()).containsExactly("bundle org.sipconnector.sip (5) is not started, no connector can"
                + " connect, and calls can be neither made nor received: bundle:start 5");
    }

    @Test
    void aStoppedBundleWithACopyAtWorkAndAFragmentAreNoProblem() {
        bundle("org.sipconnector.call", 7, Bundle.RESOLVED);
        bundle("org.sipconnector.call", 9, Bundle.ACTIVE);
        Hashtable<String, String> headers = new Hashtable<>(Map.of(Constants.FRAGMENT_HOST, "org.sipconnector.media"));
        bundles.add(fake(Bundle.class, Map.of("getSymbolicName", "org.sipconnector.media-native", "getBundleId", 3L,
                "getState", Bundle.RESOLVED, "getHeaders", headers)));

        assertThat(problems()).isEmpty();
    }

    @Test
    void twoReleasesAtWorkBesideEachOtherAreOneProblemWithTheWayOut() {
        for (String name : List.of("sip", "kernel", "call")) {
            bundle("org.sipconnector." + name, "1.0.1", 90 + name.length(), Bundle.ACTIVE);
            bundle("org.sipconnector." + name, "1.0.0", 50 + name.length(), Bundle.ACTIVE);
        }
        bundle("org.sipconnector.media", "1.0.0", 40, Bundle.RESOLVED);
        bundle("org.sipconnector.media", "1.0.1", 41, Bundle.ACTIVE);
        bundle("org.other", "1.0.0", 42, Bundle.ACTIVE);
        bundle("org.other", "1.0.1", 43, Bundle.ACTIVE);

        assertThat(problems()).containsExactly("two releases are at work beside each other: kernel 1.0.0 (56) and 1.0.1 (96),"
                + " sip 1.0.0 (53) and 1.0.1 (93): feature:uninstall sip-connector/VERSION removes the one that was added;"
                + " sip:update sip-connector/VERSION is the way to another release");
    }

    @Test
    void aStoppedMediaBundleIsOneProblem() {
        bundle("org.sipconnector.media", 7, Bundle.RESOLVED);

        assertThat(new Health(new FakeConnectors(), null, null, null, null, installed(), null).problems()).singleElement()
                .extracting(Problem::text).asString()
                .startsWith("bundle org.sipconnector.media (7) is not started, calls can be neither made nor answered");
    }

    @Test
    void aConnectorWhoseFileIsGoneIsOneProblem() {
        orphans = List.of("a.cfg was deleted");

        assertThat(installed().problems(Set.of())).containsExactly(Problem.of(Problem.Kind.ORPHAN, "a.cfg was deleted"));
    }

    @Test
    void withoutAKernelItIsSaidWhy() {
        kernelless = Optional.of("process 7 is at work with these connectors");

        assertThat(new Health(null, null, null, null, null, installed(), null).problems()).first().extracting(Problem::text)
                .isEqualTo("process 7 is at work with these connectors");
    }
}
