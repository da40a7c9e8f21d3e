/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.media.helper.HelperEngine;
import org.sipconnector.media.helper.HelperLaunch;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaHealth;
import org.sipconnector.testkit.Await;

/**
 * Lives of connections made from seeds, in a helper process, which must outlive them, but for the losses that are meant. A
 * life that ends it is printed and cut to as few steps as still do. More by hand: {@code -Dlives=100000 -Dlives.from=1
 * -Dlives.seconds=600 -Dlives.together=16}.
 */
class GeneratedDescriptionsTest {

    private static final int STEPS = 24;
    private static final int AT_ONCE = Integer.getInteger("lives.together", 4);

    private final NamedServices services = new NamedServices();

    @Test
    @Timeout(900)
    void noLifeOfAConnectionEndsTheProcess() throws Exception {
        Optional<String> missing = new SystemLibraries().missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElse(""));
        long from = Long.getLong("lives.from", 1);
        long count = Long.getLong("lives", 300);
        long end = System.nanoTime() + Duration.ofSeconds(Long.getLong("lives.seconds", 300)).toNanos();
        long seed = from;
        try (HelperEngine helpers = helpers()) {
            for (; seed < from + count && System.nanoTime() < end; seed += AT_ONCE) {
                long first = seed;
                EngineLoss loss = new EngineLoss(helpers);
                List<Optional<String>> outcomes =
                        IntStream.range(0, AT_ONCE).parallel().mapToObj(i -> live(helpers, first + i, STEPS, loss)).toList();
                if (outcomes.stream().anyMatch(Optional::isPresent)) {
                    System.out.println("seeds " + first + " to " + (first + AT_ONCE - 1) + ": " + outcomes);
                    throw new AssertionError("seeds " + first + " to " + (first + AT_ONCE - 1) + ": " + outcomes + shrunk(first));
                }
            }
        }
        System.out.println("lives of connections that ended nothing: " + from + " to " + (seed - 1));
        assertThat(seed).isGreaterThan(from);
    }

    private String shrunk(long first) {
        for (long seed = first; seed < first + AT_ONCE; seed++) {
            for (int steps = 1; steps <= STEPS; steps++) {
                try (HelperEngine alone = helpers()) {
                    Optional<String> outcome = live(alone, seed, steps, new EngineLoss(alone));
                    if (outcome.isPresent()) {
                        return "; seed " + seed + " alone in " + steps + " steps: " + outcome.get();
                    }
                }
            }
        }
        return "; none of them alone";
    }

    private HelperEngine helpers() {
        HelperEngine helpers = new HelperEngine(HelperLaunch.likeThisProcess(System.getProperty("java.class.path")), AT_ONCE * 2, services,
                Duration.ofSeconds(60), 2000);
        MediaEngine engine = helpers;
        Await.reading("the engine is ready", engine::health, now -> now.state() == MediaHealth.State.READY);
        return helpers;
    }

    private static Optional<String> live(MediaEngine engine, long seed, int steps, EngineLoss loss) {
        try {
            return new GeneratedLife(engine, seed, loss).run(steps);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
