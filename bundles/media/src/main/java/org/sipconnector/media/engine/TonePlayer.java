/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCDtmfSenderObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Plays telephone keys (RFC 4733). */
final class TonePlayer {

    private TonePlayer() {}

    /** Takes from the library what was played. */
    record Arrival(Executor sequence, Consumer<String> played) implements RTCDtmfSenderObserver {

        @Override
        public void onToneChange(String tone, String rest) {
            Natives.guard(() -> {
                String key = tone == null ? "" : tone;
                sequence.execute(() -> played.accept(key));
            });
        }
    }

    /**
     * @param played hears each key on the sequence, and an empty one when all are done
     * @throws IllegalStateException when the transceiver cannot send tones now
     */
    static void play(TransceiverLine line, String tones, Duration duration, Duration gap, Executor sequence,
            Consumer<String> played) {
        Optional<RTCDtmfSenderObserver> observer = line.beginsToHearTones() ? Optional.of(new Arrival(sequence, played)) : Optional.empty();
        if (!line.transceiver().play(tones, duration, gap, observer)) {
            throw new IllegalArgumentException("tones '" + tones + "' were refused");
        }
    }
}
