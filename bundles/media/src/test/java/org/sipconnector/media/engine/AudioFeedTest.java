/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.AudioTrackSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.media.spi.AudioSource;

/** The library counts samples: so every 10 ms make a block, dated by when it was due, whatever came between. */
class AudioFeedTest {

    private static final byte LOUD = 77;
    private static final long START = TimeUnit.HOURS.toNanos(1);
    private static NativeEngine engine;

    /** A block as the library gets it: its first byte, and how much later than when it was due it is dated. */
    private record Given(byte first, Duration due) {}

    private final List<Given> given = new ArrayList<>();
    private final AudioTrackSink ear = (data, bits, rate, channels, frames) -> given
            .add(new Given(data[0], Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(engine.soundClock().natively().getTimestampUs()) - START)));
    private AudioFeed feed;

    @BeforeAll
    static void load() {
        SystemLibraries libraries = new SystemLibraries();
        Optional<String> missing = libraries.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElse(""));
        engine = NativeLoading.load(libraries);
    }

    @BeforeEach
    void open() {
        feed = open("first");
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @AfterAll
    static void unload() {
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void aBlockIsDatedByWhenItWasDueHoweverLateItComes() {
        long begun = System.nanoTime();
        push(0);
        push(10);
        push(20);
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        assertThat(given).hasSize(3).allMatch(block -> block.first == LOUD);
        for (int i = 0; i < 3; i++) {
            // the clock goes on from there until it is read
            assertThat(given.get(i).due).as("block %s", i)
                    .isBetween(Duration.ofMillis(10L * i).minusNanos(1000), Duration.ofMillis(10L * i).plus(taken));
        }
    }

    @Test
    void whatWasKeptAwayByAPauseIsMadeUpForBySilence() {
        push(0);
        feed.pause();
        push(10);
        push(20);
        feed.resume();
        push(30);
        push(40);
        assertThat(given).extracting(Given::first).containsExactly(LOUD, (byte) 0, (byte) 0, LOUD, LOUD);
        assertThat(given.get(1).due).isGreaterThan(Duration.ofMillis(9));
    }

    @Test
    void aTrackThatReplacesAnotherFillsTheTimeBetween() {
        push(0);
        feed.pause();
        AudioFeed former = feed;
        feed = open("second");
        feed.follow(former);
        former.close();
        push(40);
        assertThat(given).extracting(Given::first).containsExactly(LOUD, (byte) 0, (byte) 0, (byte) 0, LOUD);
    }

    @Test
    void aPauseOfMinutesIsNotMadeUpFor() {
        push(0);
        push(120_000);
        assertThat(given).hasSize(2);
    }

    @Test
    void aMutedFeedGivesSilenceInTime() {
        feed.mute(true);
        push(0);
        push(20);
        assertThat(given).extracting(Given::first).containsExactly((byte) 0, (byte) 0, (byte) 0);
    }

    private AudioFeed open(String id) {
        AudioFeed opened = new AudioFeed(engine, id);
        ((AudioTrack) opened.track()).addSink(ear);
        return opened;
    }

    private void push(long milliseconds) {
        byte[] block = new byte[2 * AudioSource.BLOCK];
        block[0] = LOUD;
        feed.push(block, START + TimeUnit.MILLISECONDS.toNanos(milliseconds));
    }
}
