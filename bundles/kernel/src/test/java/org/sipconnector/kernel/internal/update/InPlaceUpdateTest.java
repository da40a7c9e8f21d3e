/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.sipconnector.api.update.Updater.Report;
import org.sipconnector.kernel.internal.connectors.ConnectorServices;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.kernel.internal.lane.LaneRuntime;
import org.sipconnector.kernel.internal.time.RealTime;

/** Bundles that a release puts in the place of others. */
class InPlaceUpdateTest {

    private static final String NAME = "org.sipconnector.call";
    private static final String DOES_NOT_RESOLVE = "6.6.6";
    private static final String DOES_NOT_START = "7.7.7";

    @TempDir
    Path folder;

    private final RealTime time = new RealTime();
    private final Kernel kernel = new Kernel(new LaneRuntime(Runnable::run, Runnable::run, time, any -> 0.5, () -> 1L,
            Duration.ofSeconds(1), 1_000), (connector, event) -> {}, ConnectorServices.NONE, Duration.ofMinutes(1), (code, why) -> {});
    private final List<String> done = new ArrayList<>();
    private final List<Installed> bundles = new ArrayList<>();
    private final BundleContext context = (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class}, (self, method, arguments) -> switch (method.getName()) {
                case "getBundles" -> bundles.stream().filter(each -> each.state != Bundle.UNINSTALLED).map(Installed::bundle)
                        .toArray(Bundle[]::new);
                default -> throw new UnsupportedOperationException(method.getName());
            });

    @AfterEach
    void stop() {
        time.close();
    }

    private final class Installed {

        private final String location;
        private String version;
        private int state;
        private boolean stays;

        Installed(String location, String version, int state) {
            this.location = location;
            this.version = version;
            this.state = state;
            bundles.add(this);
        }

        Bundle bundle() {
            return (Bundle) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Bundle.class},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "getSymbolicName" -> NAME;
                        case "getLocation" -> location;
                        case "getBundleId" -> (long) bundles.indexOf(this);
                        case "getVersion" -> Version.parseVersion(version);
                        case "getState" -> state;
                        case "findEntries" -> null;
                        case "getEntry" -> manifest();
                        case "stop" -> change(Bundle.RESOLVED);
                        case "start" -> change(Bundle.ACTIVE);
                        case "uninstall" -> uninstall();
                        case "update" -> update((InputStream) arguments[0]);
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }

        private Object change(int to) {
            done.add((to == Bundle.ACTIVE ? "starts " : to == Bundle.RESOLVED ? "stops " : "uninstalls ") + version);
            state = to;
            return null;
        }

        private Object uninstall() throws BundleException {
            if (stays) {
                done.add("cannot uninstall " + version);
                throw new BundleException("its files are in use");
            }
            return change(Bundle.UNINSTALLED);
        }

        private Object manifest() throws IOException {
            Path file = folder.resolve("MANIFEST.MF");
            Files.writeString(file, "Manifest-Version: 1.0\nBundle-Version: " + version + "\n");
            return file.toUri().toURL();
        }

        private Object update(InputStream content) throws IOException, BundleException {
            String next = new JarInputStream(content).getManifest().getMainAttributes().getValue("Bundle-Version");
            if (bundles.stream().anyMatch(each -> each != this && each.state != Bundle.UNINSTALLED && each.version.equals(next))) {
                throw new BundleException("Bundle symbolic name and version are not unique", BundleException.DUPLICATE_BUNDLE_ERROR);
            }
            if (next.equals(DOES_NOT_RESOLVE)) {
                throw new BundleException("it does not resolve");
            }
            done.add("updates " + version + " to " + next);
            version = next;
            if (next.equals(DOES_NOT_START)) {
                state = Bundle.RESOLVED;
                throw new BundleException("it does not start");
            }
            return null;
        }
    }

    private static byte[] jar(String version) throws IOException {
        Manifest manifest = new Manifest(new ByteArrayInputStream(
                ("Manifest-Version: 1.0\nBundle-Version: " + version + "\n").getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    private Report replace(String version) throws IOException {
        return new InPlaceUpdate(context, kernel).replace(NAME, jar(version));
    }

    @Test
    void aBundleThatWasStoppedWhenACopyTookOverIsStartedAndTheCopyGoes() throws Exception {
        Installed released = new Installed("mvn:org.sipconnector/call/1.0.0", "1.0.0", Bundle.RESOLVED);
        Installed copy = new Installed(LiveUpdater.LOCATION + "1/file:call.jar", "1.0.1", Bundle.ACTIVE);

        Report report = replace("1.0.2");

        assertThat(report.done()).as(report.summary()).isTrue();
        assertThat(released.version).isEqualTo("1.0.2");
        assertThat(released.state).isEqualTo(Bundle.ACTIVE);
        assertThat(copy.state).isEqualTo(Bundle.UNINSTALLED);
    }

    @ParameterizedTest
    @ValueSource(ints = {Bundle.ACTIVE, Bundle.RESOLVED})
    void aCopyOfTheVersionThatComesMakesRoomForIt(int state) throws Exception {
        Installed released = new Installed("mvn:org.sipconnector/call/1.0.0", "1.0.0", state);
        Installed copy = new Installed(LiveUpdater.LOCATION + "1/file:call.jar", "1.0.1", Bundle.ACTIVE);

        Report report = replace("1.0.1");

        assertThat(report.done()).as(report.summary()).isTrue();
        assertThat(done).as("nothing that is at work while the copy goes")
                .isEqualTo(Stream.of("stops 1.0.0", "uninstalls 1.0.1", "updates 1.0.0 to 1.0.1", "starts 1.0.1")
                        .skip(state == Bundle.ACTIVE ? 0 : 1).toList());
        assertThat(released.version).isEqualTo("1.0.1");
        assertThat(released.state).isEqualTo(Bundle.ACTIVE);
        assertThat(copy.state).isEqualTo(Bundle.UNINSTALLED);
    }

    @Test
    void theFormerIsAtWorkWhenWhatTookTheCopysPlaceDoesNotStart() throws Exception {
        Installed released = new Installed("mvn:org.sipconnector/call/1.0.0", "1.0.0", Bundle.RESOLVED);
        Installed copy = new Installed(LiveUpdater.LOCATION + "1/file:call.jar", DOES_NOT_START, Bundle.ACTIVE);

        Report report = replace(DOES_NOT_START);

        assertThat(report.done()).isFalse();
        assertThat(report.summary()).contains("it does not start", "1.0.0 was put back");
        assertThat(copy.state).isEqualTo(Bundle.UNINSTALLED);
        assertThat(released.version).isEqualTo("1.0.0");
        assertThat(released.state).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void aCopyStaysWhenTheUpdateFailsAndTheFormerIsPutBack() throws Exception {
        Installed released = new Installed("mvn:org.sipconnector/call/1.0.0", "1.0.0", Bundle.ACTIVE);
        Installed copy = new Installed(LiveUpdater.LOCATION + "1/file:call.jar", "1.0.1", Bundle.ACTIVE);

        Report report = replace(DOES_NOT_RESOLVE);

        assertThat(report.done()).isFalse();
        assertThat(report.summary()).contains("it does not resolve", "1.0.0 was put back");
        assertThat(done).as("nothing but that it is put back").containsExactly("updates 1.0.0 to 1.0.0");
        assertThat(released.version).isEqualTo("1.0.0");
        assertThat(released.state).isEqualTo(Bundle.ACTIVE);
        assertThat(copy.state).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void theFormerWorksAgainWhenItsSuccessorDoesNotStart() throws Exception {
        Installed released = new Installed("mvn:org.sipconnector/call/1.0.0", "1.0.0", Bundle.ACTIVE);

        Report report = replace(DOES_NOT_START);

        assertThat(report.done()).isFalse();
        assertThat(report.summary()).contains("it does not start", "1.0.0 was put back");
        assertThat(released.version).isEqualTo("1.0.0");
        assertThat(released.state).as("state of what was put back").isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void anUpdateIsDoneAlthoughACopyThatIsNotNeededAnyMoreCannotBeRemoved() throws Exception {
        Installed released = new Installed("mvn:org.sipconnector/call/1.0.0", "1.0.0", Bundle.RESOLVED);
        Installed copy = new Installed(LiveUpdater.LOCATION + "1/file:call.jar", "1.0.1", Bundle.ACTIVE);
        copy.stays = true;

        Report report = replace("1.0.2");

        assertThat(report.done()).as(report.summary()).isTrue();
        assertThat(done).containsExactly("updates 1.0.0 to 1.0.2", "starts 1.0.2", "cannot uninstall 1.0.1");
        assertThat(released.state).isEqualTo(Bundle.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0.1", "1.0.2"})
    void aVersionInstalledByHandThatWouldStayAtWorkIsNamedAndNothingChanges(String byHand) throws Exception {
        new Installed("mvn:org.sipconnector/call/1.0.0", "1.0.0", Bundle.ACTIVE);
        new Installed("file:/tmp/call.jar", byHand, Bundle.ACTIVE);

        Report report = replace("1.0.1");

        assertThat(report.done()).isFalse();
        assertThat(report.summary()).isEqualTo("installed by hand, too, bundle 1 (version " + byHand
                + " from file:/tmp/call.jar) would be at work in place of 1.0.1: bundle:uninstall 1 first");
        assertThat(done).isEmpty();
    }

    @Test
    void anOlderVersionInstalledByHandStaysAndIsNamed() throws Exception {
        Installed released = new Installed("mvn:org.sipconnector/call/1.0.0", "1.0.0", Bundle.RESOLVED);
        Installed byHand = new Installed("file:/tmp/call.jar", "1.0.1", Bundle.ACTIVE);

        Report report = replace("1.0.2");

        assertThat(report.done()).isTrue();
        assertThat(report.details()).containsExactly(
                "installed by hand, too, bundle 1 (version 1.0.1 from file:/tmp/call.jar) is not needed any more: bundle:uninstall 1");
        assertThat(released.version).isEqualTo("1.0.2");
        assertThat(byHand.state).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void aBundleThatIsNotInstalledIsNamed() throws Exception {
        new Installed(LiveUpdater.LOCATION + "1/file:call.jar", "1.0.1", Bundle.ACTIVE);

        assertThat(replace("1.0.2")).isEqualTo(new Report(false, NAME + " is not installed", List.of()));
        assertThat(done).isEmpty();
    }
}
