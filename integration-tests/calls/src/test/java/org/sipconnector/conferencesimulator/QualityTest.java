package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.sipconnector.conferencesimulator.LiveConnector.got;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.MainCamCommand;
import org.sipconnector.api.simulator.Drop;
import org.sipconnector.api.simulator.Reception;
import org.sipconnector.api.simulator.ServerCommand;
import org.sipconnector.api.stats.Statistics;
import org.sipconnector.api.stats.StatsEntry;
import org.sipconnector.api.stats.StatsEvent;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.streamhealth.StreamHealthEvent;
import org.sipconnector.api.streamhealth.VideoProblem;
import org.sipconnector.api.videosendingbalancer.BalancerEvent;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;

/** What the server wants of the camera is what arrives there: pictures of that size, at such a bitrate. */
@Timeout(180)
class QualityTest extends LiveRoom {

    private static final LocalStream HD = LocalStream.of("hd", Optional.of("tone:440"), Optional.of("pattern:1280x720@15"));

    @Test
    void theServersCameraCommandsChangeWhatArrivesThere() {
        try (LiveConnector alice = connector("alice")) {
            got(alice.call().startCall(CallParameters.to("100").withStream(HD)));
            alice.ears.await(BalancerEvent.BalancingStarted.class, started -> true);
            arrives("the whole picture", width -> width == 1280, rate -> rate > 150_000);

            tell(MainCamCommand.MAXMAINCAMRESOLUTION, Optional.of("320x180"));
            arrives("a small picture", width -> width == 320, rate -> rate > 10_000 && rate < 450_000);

            tell(MainCamCommand.PAUSEMAINCAM, Optional.empty());
            arrives("next to nothing", width -> width < 64, rate -> rate < 100_000);
            assertThat(alice.manager(VideoSendingBalancerManager.class).snapshot().command())
                    .contains(MainCamCommand.PAUSEMAINCAM);

            tell(MainCamCommand.RESUMEMAINCAM, Optional.empty());
            arrives("the whole picture again", width -> width == 1280, rate -> rate > 150_000);
        }
    }

    @Test
    void aFrozenMainVideoIsNoticedAndBroughtBackByRenegotiation() {
        try (LiveConnector alice = connector("alice")) {
            PeerId peer = alice.inCall("100");
            Ears.eventually("picture comes", () -> flow(peer).framesReceived() > 20);
            got(room.simulator.drop("alice", Drop.PICTURE));

            assertThat(alice.ears.await(StreamHealthEvent.ProblemDetected.class, problem -> true).reason())
                    .isEqualTo(VideoProblem.INBOUND_VIDEO_STALLED);
            long frozen = flow(peer).framesReceived();
            Ears.eventually("picture comes again", () -> flow(peer).framesReceived() > frozen + 20);
            alice.ears.await(StreamHealthEvent.ProblemResolved.class, resolved -> true);
            assertThat(alice.calling().state()).isEqualTo(CallState.IN_CALL);
            assertThat(alice.ears.all(StreamHealthEvent.ProblemDetected.class)).hasSize(1);
        }
    }

    @Test
    void whatTheReadingsSayIsWhatHappens() {
        try (LiveConnector alice = connector("alice")) {
            PeerId peer = got(alice.call().startCall(CallParameters.to("100").withStream(HD)));
            Ears.eventually("picture comes", () -> flow(peer).framesReceived() > 20);
            Ears.eventually("some readings are made", () -> alice.ears.all(StatsEvent.Collected.class).size() > 2);
            Statistics before = alice.manager(StatsManager.class).snapshot().current().orElseThrow();
            long framesBefore = flow(peer).framesReceived();
            Ears.eventually("some seconds pass", () -> alice.ears.all(StatsEvent.Collected.class).size() > 7);
            Statistics now = alice.manager(StatsManager.class).snapshot().current().orElseThrow();
            long frames = flow(peer).framesReceived() - framesBefore;

            StatsEntry seen = now.inbound().video().inboundRtp();
            assertThat(seen.whole("frameWidth")).hasValue(640);
            assertThat(seen.whole("frameHeight")).hasValue(360);
            long decoded = seen.whole("framesDecoded").orElseThrow()
                    - before.inbound().video().inboundRtp().whole("framesDecoded").orElseThrow();
            assertThat((double) decoded).as("frames the sinks counted: %s", frames).isCloseTo(frames, within(30.0));

            StatsEntry sent = now.outbound().video().outboundRtp();
            Reception there = got(room.simulator.reception("alice"));
            assertThat(sent.whole("frameWidth")).hasValue(there.width());
            assertThat(sent.whole("frameHeight")).hasValue(there.height());
            assertThat(now.outbound().video().mediaSource().whole("width")).hasValue(1280);
            assertThat((double) sent.whole("framesEncoded").orElseThrow()).isCloseTo(there.framesDecoded(), within(45.0));
            assertThat((double) sent.whole("bytesSent").orElseThrow()).isCloseTo(there.bytes(), withinPercentage(30));
            assertThat(now.outbound().audio().outboundRtp().whole("packetsSent").orElseThrow()).isGreaterThan(200);
            assertThat(now.inbound().audio().inboundRtp().whole("packetsReceived").orElseThrow()).isGreaterThan(200);
        }
    }

    private static void tell(MainCamCommand command, Optional<String> resolution) {
        got(room.simulator.tell("alice", new ServerCommand.Camera(command, Optional.empty(), resolution)));
    }

    /** Waits until a second passes in which pictures of that width come at such a bitrate. */
    private static void arrives(String what, IntPredicate width, LongPredicate bitsPerSecond) {
        Measure measure = new Measure();
        Ears.eventually(() -> what + " comes: " + measure, () -> measure.next() && width.test(measure.width)
                && bitsPerSecond.test(measure.bitsPerSecond));
    }

    /** The bitrate over the last second or so, as the simulator's engine counts. */
    private static final class Measure {

        private Reception before = got(room.simulator.reception("alice"));
        private long at = System.nanoTime();
        private int width;
        private long bitsPerSecond;

        boolean next() {
            long now = System.nanoTime();
            if (now - at < TimeUnit.SECONDS.toNanos(1)) {
                return false;
            }
            Reception after = got(room.simulator.reception("alice"));
            bitsPerSecond = (after.bytes() - before.bytes()) * 8 * TimeUnit.SECONDS.toNanos(1) / (now - at);
            width = after.framesDecoded() > before.framesDecoded() ? after.width() : 0;
            before = after;
            at = now;
            return true;
        }

        @Override
        public String toString() {
            return "width " + width + ", " + bitsPerSecond + " bit/s, " + before;
        }
    }
}
