/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.sipconnector.spi.health.Problem;

/** What is hinted at of bundles and files. */
class InstallationTest {

    private final List<Bundle> bundles = new ArrayList<>();
    private final List<Bundle> pending = new ArrayList<>();
    private final List<Configuration> configurations = new ArrayList<>();

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

    private Bundle bundle(String name, long id, int state) {
        return bundle(name, "1.0.1", id, state);
    }

    private Bundle bundle(String name, String version, long id, int state) {
        return bundle(name, version, id, state, "0.9.0");
    }

    /** @param former version of the copy that is at work until a refresh */
    private Bundle bundle(String name, String version, long id, int state, String former) {
        List<BundleRevision> copies = Stream.of(version, former).map(each -> fake(BundleRevision.class,
                Map.<String, Object>of("getVersion", Version.parseVersion(each)))).toList();
        Bundle bundle = fake(Bundle.class, Map.of("getSymbolicName", name, "getBundleId", id, "getState", state,
                "getVersion", Version.parseVersion(version), "getHeaders", new Hashtable<String, String>(),
                "adapt", fake(BundleRevisions.class, Map.of("getRevisions", copies))));
        bundles.add(bundle);
        return bundle;
    }

    private Installation installation() {
        FrameworkWiring wiring = fake(FrameworkWiring.class, Map.of("getRemovalPendingBundles", pending));
        Bundle system = fake(Bundle.class, Map.of("adapt", wiring));
        BundleContext context = fake(BundleContext.class, Map.of("getBundles", bundles.toArray(Bundle[]::new), "getBundle", system));
        return new Installation(context, fake(ConfigurationAdmin.class,
                Map.of("listConfigurations", configurations.toArray(Configuration[]::new))));
    }

    @Test
    void aFileThatNobodyReadsIsHintedAt() {
        written("org.sipconnector.kernel", null);
        written("org.sipconnector.connector~office", "org.sipconnector.connector");
        written("org.sipconnector.Media", null);
        written("org.sipconnector.connectors~office", "org.sipconnector.connectors");
        List<String> read = List.of("org.sipconnector.kernel", "org.sipconnector.media", "org.sipconnector.connector");

        assertThat(installation().unread(read)).hasSize(2).first().isEqualTo(
                "hint: org.sipconnector.Media.cfg is read by no bundle at work: sip:check etc/org.sipconnector.Media.cfg says how files are named");
    }

    @Test
    void aConnectorsFileIsReadAlsoWhereFileInstallKnowsNoTilde() {
        written("org.sipconnector.connector~office", null);

        assertThat(installation().unread(List.of("org.sipconnector.connector"))).isEmpty();
    }

    @Test
    void whileTheKernelIsNotAtWorkItsFilesAreNotHintedAt() {
        written("org.sipconnector.connector~office", "org.sipconnector.connector");

        assertThat(healthWith(Problem.Kind.STORE)).contains("org.sipconnector.connector~office.cfg is read by no");
        assertThat(healthWith(Problem.Kind.KERNEL)).contains("what is wrong").doesNotContain("hint");
    }

    private String healthWith(Problem.Kind kind) {
        HealthCommand command = new HealthCommand();
        command.schemas = List.of();
        command.context = installation().context();
        command.configurations = installation().configurations();
        command.health = () -> List.of(Problem.of(kind, "what is wrong"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThatThrownBy(() -> command.run(new PrintStream(printed, true, UTF_8))).hasMessage("1 problem");
        return printed.toString(UTF_8).replaceAll("\\s+", " ");
    }

    private void written(String pid, String factory) {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("service.pid", pid,
                "felix.fileinstall.filename", "file:/karaf/etc/" + pid + ".cfg"));
        if (factory != null) {
            properties.put("service.factoryPid", factory);
        }
        configurations.add(fake(Configuration.class, Map.of("getProperties", properties)));
    }

    @Test
    void anApiThatWasInstalledOnceMoreNeedsNothing() {
        pending.add(bundle("org.sipconnector.api", "1.0.1", 1, Bundle.ACTIVE, "1.0.1"));

        assertThat(installation().hints()).containsExactly("hint: api 1.0.1 was installed once more, the same copy as before is at work"
                + " and nothing needs to be done; bundle:refresh of api pauses sound and picture for some seconds, calls go on while they are"
                + " kept in the state store");
    }

    @Test
    void theSpiIsNotRefreshedWithoutAnApiThatWasExchangedToo() {
        pending.add(bundle("org.sipconnector.spi", "1.0.1", 2, Bundle.ACTIVE, "1.0.0"));
        assertThat(installation().hints()).singleElement().asString().contains("bundle:refresh of spi ");

        pending.add(bundle("org.sipconnector.api", "1.0.1", 1, Bundle.ACTIVE, "1.0.0"));

        assertThat(installation().hints()).hasSize(2).allSatisfy(hint -> assertThat(hint).contains("bundle:refresh of api "));
    }

    @Test
    void aRefreshThatIsDueIsHintedAtAndThatOfTheApiApart() {
        pending.add(bundle("org.sipconnector.call", 9, Bundle.ACTIVE));
        pending.add(bundle("org.sipconnector.kernel", 4, Bundle.ACTIVE));
        pending.add(bundle("org.other", 2, Bundle.ACTIVE));
        assertThat(installation().hints())
                .containsExactly("hint: a refresh is due that frees former code, calls go on: bundle:refresh 4 9");

        pending.add(bundle("org.sipconnector.simulator-api", 5, Bundle.ACTIVE));
        assertThat(installation().hints()).last().isEqualTo(
                "hint: a refresh is due that frees former code, calls in the simulator's rooms END: bundle:refresh 5");

        pending.add(bundle("org.sipconnector.api", 1, Bundle.ACTIVE));
        assertThat(installation().hints()).hasSize(3).first().asString().contains("api 1.0.1", "until Karaf is restarted");
    }

    @Test
    void nothingIsHintedAtWhenNothingIsPending() {
        bundle("org.sipconnector.call", 7, Bundle.ACTIVE);

        assertThat(installation().hints()).isEmpty();
    }
}
