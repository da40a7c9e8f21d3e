/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.testkit.Await;

/** A machine that lacks a library is told which and how to get it, and nothing else happens. */
class SystemLibrariesTest {

    @TempDir
    Path folder;

    @Test
    void missingLibrariesAreNamedWithTheCommandThatInstallsThem() throws Exception {
        for (String present : List.of("libX11.so.6", "libXfixes.so.3", "libXrandr.so.2", "libXcomposite.so.1", "libudev.so.1")) {
            Files.createFile(folder.resolve(present));
        }
        assertThat(libraries().missing().orElseThrow()).contains("libpulse.so.0, libdbus-1.so.3 is missing")
                .endsWith("apt-get install -y libpulse0 libdbus-1-3");
    }

    @Test
    void anEngineWithoutLibrariesSaysSoAndRefusesConnections() {
        try (LocalEngine engine = new LocalEngine(ServiceLookup.NONE, libraries())) {
            Await.reading("the engine is unavailable", engine::health, now -> now.state() == MediaHealth.State.UNAVAILABLE);
            assertThat(engine.health().reason()).contains("apt-get install");
            try (TestPeer peer = new TestPeer(engine)) {
                assertThat(peer.ears.await(MediaEvent.PeerCommandFailed.class).reason()).contains("apt-get install");
                engine.createOffer(peer.id, "offer", false);
                peer.ears.await(MediaEvent.PeerCommandFailed.class, event -> event.request().equals("offer"));
            }
            assertThat(engine.statistics().peers()).isZero();
            engine.close(new PeerId("unknown"));
        }
    }

    @Test
    void theLibraryOfAnotherPlatformThatWasInstalledByNameIsToGoFirst() throws Exception {
        assertThat(withoutCopy("aarch64", "amd64")).isEqualTo("there is no media library for this machine, which is of type x86_64: "
                + "feature:uninstall sip-connector-media-linux-aarch64, then feature:install sip-connector-media-linux-x86_64");
    }

    @Test
    void theLibraryThatTheFeatureBringsByItselfGoesWithTheRightOne() throws Exception {
        assertThat(withoutCopy("x86_64", "aarch64")).isEqualTo("there is no media library for this machine, which is of type aarch64: "
                + "feature:install sip-connector-media-linux-aarch64, and feature:uninstall sip-connector-media-linux-x86_64 if it was "
                + "installed by name");
    }

    @Test
    void aMachineThatNoLibraryIsForIsTold() throws Exception {
        assertThat(withoutCopy("x86_64", "riscv64")).isEqualTo("there is no media library for machines of type riscv64, only for x86_64 and "
                + "aarch64: calls cannot be made here");
    }

    private String withoutCopy(String installed, String architecture) throws IOException {
        Files.createFile(folder.resolve("libwebrtc-java-linux-" + installed + ".so"));
        try (URLClassLoader classes = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            return catchThrowable(() -> NativeLoading.requireCopy(classes, architecture)).getMessage();
        }
    }

    private SystemLibraries libraries() {
        return new SystemLibraries(List.of(folder), folder.resolve("none"));
    }

    @Test
    void theFileThatCannotBeLoadedIsNamedOnce() {
        assertThat(NativeLoading.once("java.lang.UnsatisfiedLinkError: /tmp/lib.so: /tmp/lib.so: failed to map segment from shared object"))
                .isEqualTo("java.lang.UnsatisfiedLinkError: /tmp/lib.so: failed to map segment from shared object");
    }
}
