/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.Direction;
import org.sipconnector.conferencesimulator.web.RefusedOffer;
import org.sipconnector.conferencesimulator.web.SpectatorOffer;
import org.sipconnector.simulator.Fault;
import org.sipconnector.simulator.ParticipantRole;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.RecordedMedia.Close;
import org.sipconnector.testkit.RecordedMedia.Open;
import org.sipconnector.testkit.RecordedMedia.SetEncodings;
import org.sipconnector.testkit.RecordedMedia.SetRemote;

class SpectatorsTest {

    private final Bench bench = new Bench();
    private String token;

    @BeforeEach
    void aSpectatorInARoom() {
        bench.calls("alice", "room");
        Matcher jwt = Pattern.compile("\"jwt\":\"([^\"]+)\"").matcher(String.join("", bench.heard("alice")));
        assertThat(jwt.find()).isTrue();
        token = jwt.group(1);
        bench.simulator.tell("alice", new ServerCommand.ToSpectators(Optional.of("A17"), OptionalInt.of(1)));
    }

    private CompletionStage<String> offers(String ufrag, String quality, String audio, String bearer) {
        return bench.simulator.offered(new SpectatorOffer("room", quality, audio, bearer,
                "v=0\r\na=ice-ufrag:" + ufrag + "\r\na=fingerprint:sha-256 AA\r\n"));
    }

    private static int refusal(CompletionStage<String> answer) {
        Throwable failure = catchThrowable(() -> answer.toCompletableFuture().join());
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(RefusedOffer.class);
        return ((RefusedOffer) failure.getCause()).status();
    }

    @Test
    void tellsTheRoleWithAudioIdAndMode() {
        assertThat(bench.heard("alice")).containsExactly("partstate [SPECTATOR, A17, 1]");
        assertThat(bench.participant("alice").role()).isEqualTo(ParticipantRole.SPECTATOR);
    }

    @Test
    void answersAnOfferWithTheMainStreamAndOneLineForEachCodec() {
        assertThat(offers("u1", "high", "a17", token).toCompletableFuture())
                .isCompletedWithValue("answer of " + bench.foundations.last(Open.class).peer());

        List<TransceiverSettings> lines = bench.foundations.last(SetRemote.class).answering();
        assertThat(lines).extracting(line -> line.streams().get(0))
                .containsExactly("default", "default", "content_h264", "content_vp8", "content_vp9");
        assertThat(lines).extracting(TransceiverSettings::direction).containsExactly(Direction.SENDONLY,
                Direction.SENDONLY, Direction.INACTIVE, Direction.SENDONLY, Direction.INACTIVE);
        assertThat(bench.participant("alice").connections().quality()).contains("high");
    }

    @Test
    void negotiatesAgainOnTheSameConnectionForTheSameClientConnection() {
        offers("u1", "high", "a17", token);
        assertThat(bench.foundations.last(SetEncodings.class).encodings()).isEqualTo(Quality.of("high"));
        offers("u1", "low", "a17", token);
        assertThat(bench.foundations.last(SetEncodings.class).encodings()).as("how the picture is sent from now on")
                .isEqualTo(Quality.of("low")).isNotEqualTo(Quality.of("high"));
        assertThat(bench.foundations.commands(Open.class)).hasSize(2);
        assertThat(bench.participant("alice").connections().quality()).contains("low");

        offers("u2", "low", "a17", token);
        assertThat(bench.foundations.commands(Open.class)).hasSize(3);
        assertThat(bench.foundations.last(Close.class).peer()).isEqualTo(bench.foundations.commands(Open.class).get(1).peer());
    }

    @Test
    void refusesWithoutTokenWithAForgedOneAndWithAWrongAudioId() {
        assertThat(refusal(offers("u1", "high", "a17", ""))).isEqualTo(401);
        assertThat(refusal(offers("u1", "high", "a17", token + "x"))).isEqualTo(401);
        assertThat(refusal(offers("u1", "high", "a18", token))).isEqualTo(403);
        bench.simulator.tell("alice", new ServerCommand.ToParticipants());
        assertThat(refusal(offers("u1", "high", "a17", token))).isEqualTo(403);
    }

    @Test
    void answersWithTheStatusItIsToldTo() {
        bench.simulator.fail(new Fault.HttpStatus(500), 2);
        assertThat(refusal(offers("u1", "high", "a17", token))).isEqualTo(500);
        assertThat(refusal(offers("u1", "high", "a17", token))).isEqualTo(500);
        assertThat(offers("u1", "high", "a17", token).toCompletableFuture()).isCompleted();
    }

    @Test
    void closesTheConnectionWithTheRoleTheCallOrItsOwnFailure() {
        offers("u1", "high", "a17", token);
        bench.simulator.tell("alice", new ServerCommand.ToParticipants());
        assertThat(bench.participant("alice").connections().spectator()).isEmpty();

        bench.simulator.tell("alice", new ServerCommand.ToSpectators(Optional.of("a17"), OptionalInt.empty()));
        offers("u2", "high", "a17", token);
        bench.simulator.accept(new MediaEvent.PeerStateChanged(
                bench.foundations.last(Open.class).peer(), PeerState.FAILED));
        assertThat(bench.participant("alice").connections().spectator()).isEmpty();

        offers("u3", "high", "a17", token);
        bench.hangsUp("alice");
        assertThat(bench.foundations.commands(Close.class)).hasSize(4);
        assertThat(bench.foundations.registered).isEmpty();
    }
}
