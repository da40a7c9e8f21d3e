/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.sipconnector.sip.transport.Flow;

/**
 * What waits to be sent over connections while another process may have the owner. It goes out in its order when it is sure that none
 * has; nobody would repeat it, as requests over UDP are. What is too old by then is dropped: who asked has been told that no answer came.
 * On the endpoint's loop.
 */
final class UnsentMessages {

    /** Well below the time after which a request is given up (RFC 3261 section 17.1.1.2: 32 s). */
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOOK_MILLIS = 100;
    private static final int MOST_BYTES = 256_000;

    /** @param since by {@link System#nanoTime} */
    private record Held(Flow flow, byte[] message, Runnable sent, long since) {}

    private final EndpointFlows flows;
    private final BooleanSupplier allowed;
    private final Deque<Held> waiting = new ArrayDeque<>(0);
    private int bytes;

    UnsentMessages(EndpointFlows flows, BooleanSupplier allowed) {
        this.flows = flows;
        this.allowed = allowed;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** @param sent runs when it has been sent */
    void add(Flow flow, byte[] message, Runnable sent) {
        if (bytes + message.length > MOST_BYTES) {
            return;
        }
        bytes += message.length;
        waiting.add(new Held(flow, message, sent, System.nanoTime()));
        if (waiting.size() == 1) {
            lookLater();
        }
    }

    private void lookLater() {
        flows.after(LOOK_MILLIS, this::look);
    }

    private void look() {
        long now = System.nanoTime();
        while (!waiting.isEmpty() && (now - waiting.peek().since() > LONGEST_NANOS || !waiting.peek().flow().open())) {
            bytes -= waiting.poll().message().length;
        }
        while (!waiting.isEmpty() && allowed.getAsBoolean()) {
            Held next = waiting.poll();
            bytes -= next.message().length;
            if (next.flow().open()) {
                next.flow().send(next.message());
                next.sent().run();
            }
        }
        if (!waiting.isEmpty()) {
            lookLater();
        }
    }
}
