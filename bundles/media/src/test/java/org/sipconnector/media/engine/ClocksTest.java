package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.TransceiverSettings;

/**
 * When sound and picture were made, as the far end reads it from sender reports (RFC 3550 6.4.1): both by the same clock,
 * which is that of the machine. {@code -Dclocks.seconds=600} goes on watching and prints how far they are apart.
 */
class ClocksTest extends NativeTest {

    private static final int SECONDS = Integer.getInteger("clocks.seconds", 0);
    /** The end plays sound and picture together as far as the clocks allow, with a tolerance of its own of 30 ms. */
    private static final double APART = 60;
    /** What passes between making and playing. */
    private static final double LATENESS = 3_000;
    /** Milliseconds from 1900 to 1970, where the times of sender reports and of statistics begin. */
    private static final double NTP_TO_UNIX = 2_208_988_800_000.0;
    private static final LocalTrack LATER = new LocalTrack("later", MediaKind.VIDEO, "pattern:320x180@15");

    private static final int PATIENCE_SECONDS = 90;

    private record Reading(double apart, double late) {}

    private static final Reading UNKNOWN = new Reading(Double.NaN, Double.NaN);

    @Test
    void soundAndPictureAreDatedByOneClockAlsoWhenOneIsReplacedByASourceMadeLater() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(line("sound", MediaKind.AUDIO, "tone:440"), line("picture", MediaKind.VIDEO, "pattern:320x180@15"));
            caller.call(callee, TestPeer.tone("ear"), TestPeer.pattern("eye"));
            callee.awaitMoreFrames();
            settled(callee);
            engine.replaceTrack(caller.id, "picture", Optional.of(LATER));

            settled(callee);
            watch(callee);
        }
    }

    /** Waits until the far end has had reports of both and has brought them together. */
    private static void settled(TestPeer callee) {
        int together = 0;
        List<Reading> readings = new ArrayList<>();
        while (readings.size() < PATIENCE_SECONDS && together < 3) {
            Reading reading = read(callee);
            readings.add(reading);
            together = Math.abs(reading.apart) < APART ? together + 1 : 0;
            assertThat(Math.abs(reading.late) > LATENESS).as("the picture was made %s ms ago", reading.late).isFalse();
        }
        assertThat(together).as("sound and picture come together: %s", readings).isEqualTo(3);
    }

    private static void watch(TestPeer callee) {
        List<Double> apart = new ArrayList<>();
        for (int second = 0; second < SECONDS; second++) {
            apart.add(Math.abs(read(callee).apart));
        }
        Collections.sort(apart);
        if (SECONDS > 0) {
            System.out.printf("milliseconds apart in %d readings: median %.0f, 95 of 100 below %.0f, most %.0f%n", SECONDS,
                    apart.get(SECONDS / 2), apart.get(SECONDS * 95 / 100), apart.get(SECONDS - 1));
            assertThat(apart.get(SECONDS / 2)).as("milliseconds apart, median").isLessThan(APART);
        }
    }

    /** A second later. Nothing is known before the second report of each. */
    private static Reading read(TestPeer callee) {
        CompletableFuture.runAsync(() -> { }, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS)).join();
        Map<String, Object> sound = inbound(callee, "audio");
        Map<String, Object> picture = inbound(callee, "video");
        if (!(sound.get("estimatedPlayoutTimestamp") instanceof Number heard)
                || !(picture.get("estimatedPlayoutTimestamp") instanceof Number seen)) {
            return UNKNOWN;
        }
        double now = ((Number) picture.get("timestamp")).doubleValue() + NTP_TO_UNIX;
        return new Reading(heard.doubleValue() - seen.doubleValue(), now - seen.doubleValue());
    }

    private static Map<String, Object> inbound(TestPeer peer, String kind) {
        return peer.statistics().stream().filter(entry -> entry.get("type").equals("inbound-rtp") && kind.equals(entry.get("kind")))
                .findFirst().orElseThrow();
    }

    private static TransceiverSettings line(String name, MediaKind kind, String source) {
        return TransceiverSettings.sending(name, new LocalTrack(name + "-track", kind, source), "together", Direction.SENDRECV);
    }
}
