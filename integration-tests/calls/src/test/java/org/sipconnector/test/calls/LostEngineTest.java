/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sipconnector.test.calls.LiveConnector.got;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.stats.Outbound;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.media.helper.HelperEngine;
import org.sipconnector.media.helper.HelperLaunch;
import org.sipconnector.media.source.ServiceLookup;
import org.sipconnector.simulator.Fault;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.testkit.Await;

/** A media helper is killed while calls go on: its call gets another and goes on, those of other helpers notice nothing. */
@Timeout(600)
class LostEngineTest extends LiveRoom implements ServiceLookup {

    private static final LocalTrack SCREEN = new LocalTrack("screen", MediaKind.VIDEO, "pattern:480x270@10");

    private final Map<String, AtomicLong> seen = new ConcurrentHashMap<>(Map.of("alice", new AtomicLong(), "bob", new AtomicLong()));
    private HelperEngine helpers;
    private MediaEngine engine;

    @Override
    public <T> Optional<T> find(Class<T> type, String name) {
        VideoSink sink = (peer, track, frame, nanos) -> seen.get(name).incrementAndGet();
        return Optional.of(sink).filter(type::isInstance).map(type::cast);
    }

    @BeforeEach
    void startHelpers() {
        helpers = new HelperEngine(HelperLaunch.likeThisProcess(System.getProperty("java.class.path")), 1, this);
        engine = helpers;
        Await.until("the helper is ready", () -> engine.health().state() == MediaHealth.State.READY);
    }

    @AfterEach
    void stopHelpers() {
        List<Long> processes = helpers.processes();
        helpers.close();
        Await.until("no helper is left", () -> processes.stream().noneMatch(one -> ProcessHandle.of(one).isPresent()));
    }

    @Test
    void theCallOfAKilledHelperIsRenegotiatedAndOthersGoOn() {
        try (LiveConnector alice = helped("alice")) {
            PeerId alices = alice.inCall("100");
            long doomed = helpers.processes().get(0);
            try (LiveConnector bob = helped("bob")) {
                PeerId bobs = bob.inCall("100");
                watch(alice, alices);
                watch(bob, bobs);
                got(alice.presentation().startPresentation(SCREEN));
                Await.until("bob sees the presentation", () -> width(bobs, 480));
                assertThat(helpers.processes()).hasSize(2);

                kill(doomed);
                alice.ears.await(CallEvent.MediaRestored.class);
                mediaFlows("alice", alices);
                mediaFlows("bob", bobs);
                long presented = frames(bobs, 480);
                Await.until("the presentation goes on", () -> frames(bobs, 480) > presented + 5);

                StatsManager stats = alice.manager(StatsManager.class);
                Await.until("readings go on, of the connection made again", () -> stats.snapshot().sending(Outbound::video).bitrate().orElse(0) > 0,
                        () -> stats.snapshot().sending(Outbound::video));

                assertThat(alice.presentation().snapshot().state()).isEqualTo(PresentationState.ACTIVE);
                assertThat(alice.calling().state()).isEqualTo(CallState.IN_CALL);
                assertThat(alice.calling().peer()).contains(alices);
                assertThat(bob.ears.all(CallEvent.MediaLost.class)).isEmpty();
                assertThat(helpers.processes()).hasSize(2).doesNotContain(doomed);
                assertThat(alice.ears.all(CallEvent.Ended.class)).isEmpty();
            }
        }
    }

    @Test
    void aSpectatorsTwoConnectionsComeBack() {
        try (LiveConnector alice = helped("alice")) {
            PeerId main = alice.inCall("100");
            Await.until("the token has come", () -> alice.conference().state() == ConferenceState.IN_ROOM);
            got(room.simulator.tell("alice", new ServerCommand.ToSpectators(Optional.of("5"), OptionalInt.empty())));
            alice.ears.await(CallEvent.RecvSessionStarted.class);
            PeerId watching = alice.calling().recvSession().orElseThrow().peer();
            Await.until("pictures come", () -> engine.flow(watching).filter(flow -> flow.framesReceived() > 5).isPresent());

            kill(helpers.processes().get(0));
            alice.ears.await(CallEvent.MediaRestored.class);
            Await.until("pictures come again", () -> engine.flow(watching).filter(flow -> flow.framesReceived() > 5).isPresent());
            Await.until("the main leg sends", () -> engine.flow(main).filter(flow -> flow.framesSent() > 5).isPresent());
            assertThat(alice.calling().recvSession().orElseThrow().peer()).isEqualTo(watching);
            assertThat(alice.ears.all(CallEvent.RecvSessionEnded.class)).isEmpty();
        }
    }

    @Test
    void aCallWhoseHelperIsKilledWhileItRingsGetsMediaOnceItIsAnswered() {
        room.simulator.fail(new Fault.LateAnswer(Duration.ofSeconds(3)), 1);
        try (LiveConnector alice = helped("alice")) {
            CompletionStage<PeerId> calling = alice.call().startCall(CallParameters.to("100").withStream(
                    LocalStream.of("alice", Optional.of("tone:440"), Optional.of("pattern:320x180@15"))));
            alice.ears.await(CallEvent.Progress.class, ringing -> ringing.status() == 180);
            kill(helpers.processes().get(0));
            alice.ears.await(CallEvent.MediaLost.class);

            PeerId peer = got(calling);
            alice.ears.await(CallEvent.MediaRestored.class);
            watch(alice, peer);
            mediaFlows("alice", peer);
            assertThat(alice.calling().state()).isEqualTo(CallState.IN_CALL);
        }
    }

    @Test
    void aCallWhoseHelperDiesAgainBeforeMediaIsBackEndsAndTheNextOneWorks() {
        try (LiveConnector alice = helped("alice")) {
            alice.inCall("100");
            Await.until("the call ends, since every helper is killed", () -> {
                helpers.processes().forEach(LostEngineTest::kill);
                return !alice.ears.all(CallEvent.Ended.class).isEmpty();
            });
            assertThat(alice.ears.await(CallEvent.Ended.class).end().reason()).contains("media engine was lost");
            Await.until("the call is over", () -> alice.calling().state() == CallState.IDLE);
            Await.until("another helper is there", () -> engine.health().state() == MediaHealth.State.READY);
            alice.inCall("100");
        }
    }

    private LiveConnector helped(String user) {
        return new LiveConnector(room, http, user, room.simulator.addresses().wssPort().orElseThrow(), engine).connected();
    }

    private void watch(LiveConnector who, PeerId peer) {
        Await.until(who.user + " gets a picture", () -> who.calling().media().tracks().stream().anyMatch(track -> track.kind() == MediaKind.VIDEO));
        who.calling().media().tracks().stream().filter(track -> track.kind() == MediaKind.VIDEO).findFirst()
                .ifPresent(track -> engine.addSink(peer, track.transceiver(), "service:" + who.user));
        Await.until("pictures come to the sink of " + who.user, () -> seen.get(who.user).get() > 5);
    }

    private void mediaFlows(String who, PeerId peer) {
        long before = seen.get(who).get();
        Await.until("pictures come to the sink of " + who, () -> seen.get(who).get() > before + 5);
        String participant = room.simulator.snapshot().participant(who).orElseThrow().id();
        long received = room.simulator.flow(participant).orElseThrow().framesReceived();
        long heard = room.simulator.flow(participant).orElseThrow().audioReceived();
        Await.until("pictures of " + who + " come to the room", () -> {
            var flow = room.simulator.flow(participant).orElseThrow();
            return flow.framesReceived() > received + 5 && flow.audioReceived() > heard + 10;
        });
        assertThat(engine.flow(peer)).isPresent();
    }

    private boolean width(PeerId peer, int width) {
        return frames(peer, width) > 0;
    }

    private long frames(PeerId peer, int width) {
        return engine.flow(peer).stream().flatMap(flow -> flow.tracks().stream()).filter(track -> track.width() == width)
                .mapToLong(track -> track.received()).sum();
    }

    private static void kill(long process) {
        ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
    }
}
