/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Updates that take longer than anybody waits. */
@Timeout(60)
class BackgroundWorkTest {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final List<String> shown = new ArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    @Test
    void whatItTellsIsShownUntilItsEnd() throws Exception {
        new BackgroundWork("update call", told -> {
            told.accept("first");
            told.accept("second");
        }).await(LONG, shown::add);

        assertThat(shown).containsExactly("first", "second");
    }

    @Test
    void itsFailureIsThatOfTheCommand() {
        BackgroundWork work = new BackgroundWork("update call", told -> {
            told.accept("first");
            throw new CommandFailedException("nothing has changed");
        });

        assertThatThrownBy(() -> work.await(LONG, shown::add)).isInstanceOf(CommandFailedException.class).hasMessage("nothing has changed");
        assertThat(shown).containsExactly("first");
    }

    @Test
    void whoWaitsIsToldWhenItTakesLongerAndItGoesOnToItsEnd() throws Exception {
        BackgroundWork work = waiting();

        assertThatThrownBy(() -> work.await(SHORT, shown::add)).isInstanceOf(CommandFailedException.class)
                .hasMessage("could not update call within 0 s; it goes on in the background, see sip:updates and the log");
        goOn.countDown();

        assertThat(over.await(50, TimeUnit.SECONDS)).as("the work has come to its end").isTrue();
        assertThat(shown).isEmpty();
    }

    @Test
    void whoWaitsMayBeInterruptedAndItGoesOnToItsEnd() throws Exception {
        BackgroundWork work = waiting();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> work.await(LONG, shown::add)).isInstanceOf(InterruptedException.class);
        goOn.countDown();

        assertThat(over.await(50, TimeUnit.SECONDS)).as("the work has come to its end").isTrue();
        assertThat(shown).containsExactly("only the waiting has ended: to update call goes on; see sip:updates and the log");
    }

    @Test
    void whatItToldBeforeNobodyWaitedAnyMoreIsStillShown() throws Exception {
        CountDownLatch said = new CountDownLatch(1);
        BackgroundWork work = new BackgroundWork("update call", told -> {
            told.accept("first");
            said.countDown();
            goOn.await();
        });
        said.await();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> work.await(LONG, shown::add)).isInstanceOf(InterruptedException.class);
        goOn.countDown();

        assertThat(shown).containsExactly("first", "only the waiting has ended: to update call goes on; see sip:updates and the log");
    }

    @Test
    void anInterruptionAfterItsEndDoesNotHideHowItEnded() throws Exception {
        AtomicReference<Thread> worker = new AtomicReference<>();
        BackgroundWork work = new BackgroundWork("update call", told -> {
            worker.set(Thread.currentThread());
            over.countDown();
            throw new CommandFailedException("nothing has changed");
        });
        over.await();
        worker.get().join();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> work.await(LONG, shown::add)).isInstanceOf(CommandFailedException.class).hasMessage("nothing has changed");
        assertThat(shown).isEmpty();
    }

    /** Says something when nobody waits any more. */
    private BackgroundWork waiting() {
        return new BackgroundWork("update call", told -> {
            goOn.await();
            told.accept("done at last");
            over.countDown();
        });
    }
}
