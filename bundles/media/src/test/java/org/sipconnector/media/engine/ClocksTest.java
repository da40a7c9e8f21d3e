/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.spi.media.TransceiverSettings;

/**
 * When sound and picture were made, as the far end reads it from sender reports (RFC 3550 6.4.1): both by the same clock,
 * which is that of the machine. {@code -Dclocks.seconds=600} goes on watching, prints how far they are apart and asserts it.
 */
class ClocksTest extends NativeTest {

    private static final int SECONDS = Integer.getInteger("clocks.seconds", 0);
    private static final LocalTrack LATER = new LocalTrack("later", MediaKind.VIDEO, "pattern:320x180@15");
    private static final LocalTrack OTHER = new LocalTrack("other", MediaKind.AUDIO, "tone:880");

    @Test
    void soundAndPictureAreDatedByOneClockAlsoWhenOneIsReplacedByASourceMadeLater() {
        try (TestPeer caller = new TestPeer(engine); TestPeer callee = new TestPeer(engine)) {
            caller.with(line("sound", MediaKind.AUDIO, "tone:440"), line("picture", MediaKind.VIDEO, "pattern:320x180@15"));
            caller.call(callee, TestPeer.tone("ear"), TestPeer.pattern("eye"));
            callee.awaitMoreFrames();
            ClockReadings readings = new ClockReadings(callee);
            readings.settle();
            engine.replaceTrack(caller.id, "picture", Optional.of(LATER));
            engine.replaceTrack(caller.id, "sound", Optional.of(OTHER));

            readings.settle();
            readings.watch(SECONDS);
        }
    }

    private static TransceiverSettings line(String name, MediaKind kind, String source) {
        return TransceiverSettings.sending(name, new LocalTrack(name + "-track", kind, source), "together", Direction.SENDRECV);
    }
}
