/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is short is told while it is short, and no call begins without what it needs. */
class ShortagesTest {

    private Optional<String> files = Optional.empty();
    private Optional<String> disk = Optional.empty();
    private long millis = 1_700_000_000_000L;
    private long nanos;

    private final Shortages shortages = new Shortages(List.of(() -> files, new Resource() {
        @Override
        public Optional<String> shortage() {
            return disk;
        }

        @Override
        public boolean neededByCalls() {
            return false;
        }
    }));

    @Test
    void aShortageKeepsNewCallsOutUntilItIsOver() {
        shortages.look();
        assertThat(shortages.lines()).isEmpty();
        files = Optional.of("files: none is left");
        shortages.look();
        assertThat(shortages.lines()).containsExactly("files: none is left");
        assertThat(shortages.forCalls()).contains("files: none is left");
        files = Optional.empty();
        shortages.look();
        assertThat(shortages.lines()).isEmpty();
        assertThat(shortages.forCalls()).isEmpty();
    }

    @Test
    void aFullDiskIsToldAndCallsBeginAllTheSame() {
        disk = Optional.of("disk: full");
        shortages.look();
        assertThat(shortages.lines()).containsExactly("disk: full");
        assertThat(shortages.forCalls()).isEmpty();
    }

    @Test
    void noThreadMoreIsAShortageUntilOneStartsAgain() {
        boolean[] refused = {true};
        NativeThreads threads = new NativeThreads(() -> {
            if (refused[0]) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        });
        assertThat(threads.shortage()).hasValueSatisfying(line -> assertThat(line).startsWith("threads:").contains("ulimit -u"));
        refused[0] = false;
        assertThat(threads.shortage()).isEmpty();
    }

    @Test
    void aThreadStartsHere() {
        assertThat(new NativeThreads().shortage()).isEmpty();
    }

    private void pass(int seconds, int onTheClock) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
        millis += onTheClock * 1_000L;
    }

    @Test
    void aClockThatIsSetIsToldForTenMinutes() {
        WallClock clock = new WallClock(() -> millis, () -> nanos);
        pass(1, 1);
        assertThat(clock.shortage()).isEmpty();
        pass(1, 3_601);
        assertThat(clock.shortage()).hasValueSatisfying(line -> assertThat(line).startsWith("clock: it was set 3600 s forward"));
        pass(1, -120);
        assertThat(clock.shortage()).hasValueSatisfying(line -> assertThat(line).startsWith("clock: it was set 121 s back"));
        pass(601, 601);
        assertThat(clock.shortage()).isEmpty();
    }

    @Test
    void processorsThatHaveBeenBusyForLongKeepNewCallsOutAndNoConnections() {
        double[] load = {0};
        Processors processors = new Processors(() -> 80, () -> load[0], () -> nanos);
        Shortages all = new Shortages(List.of(processors));
        load[0] = 1;
        pass(1, 1);
        all.look();
        assertThat(all.forCalls()).as("a moment").isEmpty();
        for (int second = 0; second < 30; second++) {
            pass(1, 1);
            all.look();
        }
        assertThat(all.forCalls()).hasValueSatisfying(line -> assertThat(line).startsWith("processors: 9").contains("limits.cpuPercent", "is 80"));
        assertThat(all.forConnections()).isEmpty();
        load[0] = 0.75;
        for (int second = 0; second < 60; second++) {
            pass(1, 1);
            all.look();
        }
        assertThat(all.forCalls()).as("not ten less").isPresent();
        load[0] = 0.5;
        for (int second = 0; second < 60; second++) {
            pass(1, 1);
            all.look();
        }
        assertThat(all.forCalls()).isEmpty();
    }

    @Test
    void aSmallShareOfProcessorsLetsGoToo() {
        double[] load = {1};
        Processors processors = new Processors(() -> 10, () -> load[0], () -> nanos);
        for (int second = 0; second < 60; second++) {
            pass(1, 1);
            processors.shortage();
        }
        assertThat(processors.shortage()).isPresent();
        load[0] = 0;
        for (int second = 0; second < 60; second++) {
            pass(1, 1);
            processors.shortage();
        }
        assertThat(processors.shortage()).isEmpty();
    }

    @Test
    void asManyAsThereAreIsNoLimit() {
        Processors processors = new Processors(() -> 100, () -> 1, () -> nanos);
        for (int second = 0; second < 100; second++) {
            pass(1, 1);
            assertThat(processors.shortage()).isEmpty();
        }
    }

    @Test
    void aDirectoryThatIsGoneIsNoFullDisk() {
        assertThat(new DiskSpace(Path.of("target", "there-is-no-such-directory")).shortage()).isEmpty();
    }
}
