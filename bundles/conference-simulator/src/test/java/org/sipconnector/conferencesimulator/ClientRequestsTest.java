/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.MediaDevice;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.simulator.Fault;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;

class ClientRequestsTest {

    private static final String FAMILY = "application/vinteo.webrtc.";

    private final Bench bench = new Bench();

    @BeforeEach
    void oneInARoom() {
        bench.calls("alice", "room");
        bench.heard("alice");
    }

    @Test
    void acceptsAndIgnoresTheClaimOfADirectRoom() {
        assertThat(bench.says("alice", FAMILY + "roomname", "", "x-webrtc-enter-room: p2paliceto1",
                "x-webrtc-is-direct-p2p: true")).isEqualTo("200 OK");
        assertThat(bench.heard("alice")).isEmpty();
        assertThat(bench.participant("alice").room()).isEqualTo("room");
    }

    @Test
    void keepsWhatItIsTold() {
        assertThat(bench.says("alice", FAMILY + "mediastate", "", "x-webrtc-media-state: currentstate",
                "x-vinteo-maincam-state: 0", "x-vinteo-mic-state: 1")).isEqualTo("200 OK");
        bench.says("alice", FAMILY + "channels", "", "x-webrtc-input-channels: 1", "x-webrtc-output-channels: 2,3");
        bench.says("alice", FAMILY + "stats", "", "x-webrtc-available-incoming-bitrate: 1200000");
        bench.says("alice", FAMILY + "refusal", "", "x-vinteo-media-type: 1");
        bench.says("alice", FAMILY + "refusal", "", "x-vinteo-media-type: 0");
        bench.says("alice", "application/dtmf-relay", "Signal=5\r\nDuration=120\r\n");
        bench.says("alice", "application/dtmf-relay", "Signal=#\r\nDuration=120\r\n");

        assertThat(bench.participant("alice").reports().mediaState()).contains(new MediaState(false, true));
        assertThat(bench.participant("alice").reports().channels()).contains(Channels.of("1", "2,3"));
        assertThat(bench.participant("alice").reports().incomingBitrate()).isEqualTo(OptionalLong.of(1_200_000));
        assertThat(bench.participant("alice").reports().refused())
                .isEqualTo(List.of(MediaDevice.CAMERA, MediaDevice.MICROPHONE));
        assertThat(bench.participant("alice").reports().tones()).isEqualTo("5#");
        assertThat(bench.participant("alice").reports().requests()).hasSize(7);
    }

    @Test
    void takesKeysInEverySpelling() {
        assertThat(bench.says("alice", "application/dtmf", "7\r\n")).isEqualTo("200 OK");
        assertThat(bench.says("alice", "application/dtmf", "Signal=8\r\nDuration=160")).isEqualTo("200 OK");
        assertThat(bench.says("alice", "Application/DTMF-Relay; charset=utf-8", "Signal = d\nDuration = 100\n")).isEqualTo("200 OK");
        assertThat(bench.participant("alice").reports().tones()).isEqualTo("78D");
        assertThat(bench.says("alice", "application/dtmf", "no key at all")).isEqualTo("415 Unsupported Media Type");
    }

    @Test
    void transfersNobodyAndSaysSo() {
        assertThat(bench.asks("REFER", "alice")).isEqualTo("603 Decline");
        assertThat(bench.asks("MESSAGE", "alice")).isEqualTo("200 OK");
    }

    @Test
    void sendsAsMuchAsAClientSaysItCanReceive() {
        bench.says("alice", FAMILY + "stats", "", "x-webrtc-available-incoming-bitrate: 300000");
        assertThat(bench.foundations.last(SetEncodings.class)).extracting(SetEncodings::transceiver, SetEncodings::encodings)
                .containsExactly(Leg.VIDEO, List.of(SendEncoding.STANDARD.withMaxBitrate(236_000)));
        bench.says("alice", FAMILY + "stats", "", "x-webrtc-available-incoming-bitrate: 10");
        assertThat(bench.foundations.last(SetEncodings.class).encodings()).isEqualTo(List.of(SendEncoding.STANDARD.withMaxBitrate(60_000)));
    }

    @Test
    void doesNotKnowOtherContentTypes() {
        assertThat(bench.says("alice", "text/plain", "hello")).isEqualTo("415 Unsupported Media Type");
    }

    @Test
    void answersWronglyAsOftenAsTold() {
        bench.simulator.fail(new Fault.AnswerInfo("sharedesktop", 200, "Okay"), 1);
        bench.simulator.fail(new Fault.AnswerInfo("sharedesktop", 603, "Decline"), 1);
        bench.simulator.fail(new Fault.IgnoreInfo("sharedesktop"), 1);

        assertThat(bench.says("alice", FAMILY + "mediastate", "")).isEqualTo("200 OK");
        assertThat(bench.shares("alice", "LETMESTARTPRESENTATION")).isEmpty();
        assertThat(bench.shares("alice", "LETMESTARTPRESENTATION")).isEqualTo("200 Okay");
        assertThat(bench.participant("alice").presenting()).isTrue();
        assertThat(bench.shares("alice", "LETMESTARTPRESENTATION")).isEqualTo("603 Decline");
        assertThat(bench.shares("alice", "LETMESTARTPRESENTATION")).isEqualTo("200 OK");
        assertThat(bench.simulator.snapshot().faults()).isEmpty();
    }
}
