/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onvoid.webrtc.media.SyncClock;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a peer could do otherwise shows {@link HostileMediaPeerTest}. */
class PingAttributeTest {

    @BeforeEach
    void needTheLibrary() {
        Optional<String> missing = new SystemLibraries().missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElse(""));
    }

    @Test
    void theLibraryOfThisVersionIsRecognizedAlsoByTheNextEngineOfTheProcess() {
        HeadlessAudioDeviceModule device = new HeadlessAudioDeviceModule();
        try {
            assertThat(PingAttribute.ignore(device)).isTrue();
            assertThat(PingAttribute.ignore(device)).isTrue();
        } finally {
            device.dispose();
        }
    }

    @Test
    void whatIsNotRecognizedIsLeftAsItIs() {
        SyncClock withoutVirtualFunctions = new SyncClock();
        try {
            assertThat(PingAttribute.ignore(withoutVirtualFunctions)).isFalse();
            assertThat(PingAttribute.ignore("no object of the library")).isFalse();
        } finally {
            withoutVirtualFunctions.dispose();
        }
    }
}
