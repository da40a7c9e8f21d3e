/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.test.calls.LiveConnector.failed;
import static org.sipconnector.test.calls.LiveConnector.got;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.call.SourceFailedException;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.testkit.Await;

/** A source or sink that fails is told to its caller by name and reason, and the call is as it was. */
@Timeout(600)
class FailedSourcesTest extends LiveRoom {

    private static final LocalTrack SCREEN = new LocalTrack("screen", MediaKind.VIDEO, "pattern:480x270@10");
    private static final LocalStream GOOD = LocalStream.of("good", Optional.of("tone:880"), Optional.of("pattern:320x180@10"));

    @TempDir
    Path files;
    private List<String> films;

    /** Files that cannot be played: one that is not there, one that is something else, one of another format, a directory. */
    @BeforeEach
    void write() throws IOException {
        Path text = Files.writeString(files.resolve("text.y4m"), "no film at all");
        Path other = Files.writeString(files.resolve("other.y4m"), "YUV4MPEG2 W64 H48 F15:1 C422\n");
        films = List.of("file:" + files.resolve("missing.y4m"), "file:" + text, "file:" + other, "file:" + files);
    }

    private static LocalStream with(String film) {
        return LocalStream.of(film, Optional.of("tone:440"), Optional.of(film));
    }

    private static long framesAtServer() {
        return room.simulator.flow(participant().id()).orElseThrow().framesReceived();
    }

    private static void framesGoOn() {
        long before = framesAtServer();
        Await.until("the server sees more pictures", () -> framesAtServer() > before + 5);
    }

    @Test
    void aCallWithAFilmThatCannotBePlayedFailsByItsNameAndTheNextOneWorks() {
        try (LiveConnector alice = connector("alice")) {
            for (String film : films) {
                assertThat(failed(alice.call().startCall(CallParameters.to("100").withStream(with(film)))))
                        .isInstanceOf(CallFailedException.class).hasMessageContaining(film.substring("file:".length()));
                assertThat(alice.calling().state()).isEqualTo(CallState.IDLE);
            }
            got(alice.call().startCall(CallParameters.to("100").withStream(GOOD)));
            framesGoOn();
        }
    }

    @Test
    void aCallThatCouldNotBeAnsweredWithAFilmRingsOnAndIsAnsweredWithAnother() {
        try (LiveConnector alice = connector("alice")) {
            CompletionStage<String> invited = room.simulator.invite("alice", "100");
            alice.ears.await(IncomingCallEvent.Ringing.class);
            IncomingCallManager incoming = alice.manager(IncomingCallManager.class);
            for (String film : films) {
                RingingInvite session = got(incoming.claim());
                assertThat(failed(alice.call().answer(session, CallParameters.answering().withStream(with(film)))))
                        .isInstanceOf(CallFailedException.class).hasMessageContaining(film.substring("file:".length()));
                got(incoming.giveBack(session.dialog()));
                assertThat(incoming.isAvailableIncomingCall()).as("whether it still rings").isTrue();
            }
            got(alice.call().answer(got(incoming.claim()), CallParameters.answering().withStream(GOOD)));
            got(invited);
            framesGoOn();
        }
    }

    @Test
    void aStreamThatCannotBeSentLeavesTheFormerOneAndTheNextOneIsSent() {
        try (LiveConnector alice = connector("alice")) {
            alice.inCall("100");
            for (String film : films) {
                assertThat(failed(alice.call().replaceMediaStream(with(film), ReplaceOptions.STANDARD)))
                        .isInstanceOf(SourceFailedException.class).hasMessageContaining(film);
                framesGoOn();
            }
            got(alice.call().replaceMediaStream(GOOD, ReplaceOptions.STANDARD));
            Await.until("the server sees the other picture", () -> room.simulator.flow(participant().id()).orElseThrow().tracks().stream()
                    .anyMatch(track -> track.width() == 320));
        }
    }

    @Test
    void aFilmAddedToACallOfVoicesThatCannotBePlayedLeavesTheVoicesAndTheNextOneIsSeen() {
        try (LiveConnector alice = connector("alice")) {
            got(alice.call().startCall(CallParameters.to("100")
                    .withStream(LocalStream.of("voice", Optional.of("tone:440"), Optional.empty()))));
            for (String film : films) {
                assertThat(failed(alice.call().replaceMediaStream(with(film), ReplaceOptions.STANDARD)))
                        .isInstanceOf(SourceFailedException.class).hasMessageContaining(film);
            }
            got(alice.call().replaceMediaStream(GOOD, ReplaceOptions.STANDARD));
            framesGoOn();
        }
    }

    @Test
    void aFilmThatCannotBePresentedFailsByItsNameAndTheNextOneIsSeen() {
        try (LiveConnector alice = connector("alice"); LiveConnector bob = connector("bob")) {
            alice.inCall("100");
            PeerId bobs = bob.inCall("100");
            for (String film : films) {
                Throwable error = failed(alice.presentation().startPresentation(new LocalTrack("film", MediaKind.VIDEO, film)));
                assertThat(error).hasStackTraceContaining(film);
                assertThat(alice.calling().state()).isEqualTo(CallState.IN_CALL);
            }
            got(alice.presentation().startPresentation(SCREEN));
            Await.until("bob sees the presentation", () -> flow(bobs).tracks().stream().anyMatch(track -> track.width() == 480));

            assertThat(failed(alice.presentation().updatePresentation(new LocalTrack("film", MediaKind.VIDEO, films.get(0)),
                    PresentationOptions.STANDARD)))
                    .hasStackTraceContaining(films.get(0));
            assertThat(alice.calling().state()).isEqualTo(CallState.IN_CALL);
            assertThat(alice.presentation().snapshot().state()).isEqualTo(PresentationState.ACTIVE);
            long before = flow(bobs).framesReceived();
            Await.until("bob sees more of it", () -> flow(bobs).framesReceived() > before + 5);
            got(alice.presentation().stopPresentation());
            got(alice.presentation().startPresentation(SCREEN));
        }
    }

    @Test
    void aSinkThatCannotBeOpenedIsToldAndTheCallGoesOn() {
        try (LiveConnector alice = connector("alice")) {
            PeerId peer = alice.inCall("100");
            Await.until("picture comes", () -> flow(peer).framesReceived() > 5);
            String track = flow(peer).tracks().stream().filter(one -> one.track().kind() == MediaKind.VIDEO).findFirst().orElseThrow()
                    .track().transceiver();
            for (String sink : List.of("file:" + files.resolve("no/such/film.y4m"), "file:" + files.resolve("film.txt"), "trumpet:1")) {
                room.engine.addSink(peer, track, sink);
                assertThat(alice.ears.await(CallEvent.SinkFailed.class, failed -> failed.reason().contains(sink)).transceiver())
                        .isEqualTo(track);
            }
            long before = flow(peer).framesReceived();
            Await.until("picture goes on", () -> flow(peer).framesReceived() > before + 5);
            assertThat(alice.calling().state()).isEqualTo(CallState.IN_CALL);
        }
    }
}
