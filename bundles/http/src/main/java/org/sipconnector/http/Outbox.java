/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.http;

import java.util.ArrayDeque;
import java.util.Deque;
import org.sipconnector.api.Event;
import org.sipconnector.spi.foundation.EventSink;

/** One owner's events on their way: they wait while nobody is there to take them, and keep their order. */
final class Outbox {

    private final Deque<Event> waiting = new ArrayDeque<>(1);
    private EventSink sink;

    synchronized void attach(EventSink newSink) {
        sink = newSink;
        while (!waiting.isEmpty()) {
            sink.accept(waiting.poll());
        }
    }

    synchronized void detach() {
        sink = null;
    }

    synchronized void put(Event event) {
        if (sink == null) {
            waiting.add(event);
        } else {
            sink.accept(event);
        }
    }
}
