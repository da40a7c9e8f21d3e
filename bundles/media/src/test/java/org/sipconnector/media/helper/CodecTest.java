/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.Secret;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.spi.media.CandidatePolicy;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TransceiverSettings;

/** What goes over the pipe comes out as it went in. */
class CodecTest {

    private static final PeerId PEER = new PeerId("peer");

    @Test
    void commandsKeepTheirArguments() throws IOException {
        PeerSettings settings = new PeerSettings(List.of(new IceServer(List.of("turn:host"), Optional.of("user"),
                Optional.of(Secret.of("word")))), Duration.ofMillis(1500), true, CandidatePolicy.RELAY_ONLY);
        assertThat(again(PeerSettings.class, settings)).isEqualTo(settings);
        TransceiverSettings line = TransceiverSettings.sending("camera",
                new LocalTrack("t", MediaKind.VIDEO, "pattern:640x360@15"), "s", Direction.SENDONLY)
                .withEncodings(List.of(SendEncoding.STANDARD.withMaxBitrate(1).withScaleResolutionDownBy(1.5)));
        assertThat(again(TransceiverSettings.class, line)).isEqualTo(line);
    }

    @Test
    void eventsKeepTheirTypeAndContent() throws IOException {
        for (MediaEvent event : List.of(new MediaEvent.PeerClosed(PEER),
                new MediaEvent.TrackAdded(PEER, new RemoteTrack("id", MediaKind.AUDIO, "0", "audio", List.of("a", "b"))),
                new MediaEvent.StatisticsCollected(PEER, "r", List.of(Map.of("id", "x", "timestamp", 12.5, "packets", 7L,
                        "nominated", true, "durations", Map.of("cpu", 0.5), "list", List.of("y", 1L)))))) {
            assertThat(again(MediaEvent.class, event)).isEqualTo(event);
        }
    }

    @Test
    void longDescriptionsFit() throws IOException {
        String sdp = "a=x\r\n".repeat(50_000);
        assertThat(again(String.class, sdp)).isEqualTo(sdp);
    }

    private static Object again(Type type, Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Codec.write(new DataOutputStream(bytes), type, value);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Object result = Codec.read(in, type);
        assertThat(in.available()).as("bytes left").isZero();
        return result;
    }
}
