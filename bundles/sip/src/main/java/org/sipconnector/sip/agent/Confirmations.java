/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a peer is told once a crash cannot take it back any more. On the endpoint's loop. */
final class Confirmations {

    /** Little beside the half second after which a peer asks again (RFC 3261 section 17.1.1.1). */
    private static final long SHORT_MILLIS = 200;
    /** Little beside the 32 s for which a peer waits for an answer to what is no INVITE (section 17.1.2.2). */
    private static final long LONG_MILLIS = 2_000;

    private final EventLoop loop;
    private final OwnerEventQueue outlet;
    private final List<Confirmation> waiting = new ArrayList<>(0);

    /** Each is told once, equal to no other. */
    private final class Confirmation implements Runnable {

        private final Runnable step;

        Confirmation(Runnable step) {
            this.step = step;
        }

        @Override
        public void run() {
            if (waiting.remove(this)) {
                step.run();
            }
        }
    }

    Confirmations(EventLoop loop, OwnerEventQueue outlet) {
        this.loop = loop;
        this.outlet = outlet;
    }

    void onceStored(boolean atOnce, Runnable step) {
        CompletableFuture<Void> stored = outlet.stored(atOnce).toCompletableFuture();
        if (stored.isDone()) {
            step.run();
            return;
        }
        Confirmation confirmation = new Confirmation(step);
        waiting.add(confirmation);
        ScheduledFuture<?> limit = loop.schedule(confirmation, atOnce ? SHORT_MILLIS : LONG_MILLIS, TimeUnit.MILLISECONDS);
        stored.whenCompleteAsync((done, error) -> {
            limit.cancel(false);
            confirmation.run();
        }, loop);
    }

    /** Nothing waits any longer. */
    void tellAll() {
        List.copyOf(waiting).forEach(Confirmation::run);
    }
}
