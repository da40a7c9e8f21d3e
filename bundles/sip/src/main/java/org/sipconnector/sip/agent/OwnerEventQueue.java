/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.sip.trace.Tap;
import org.sipconnector.sip.trace.TraceThread;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.foundation.EventSize;

/** Where an owner's events go out. They wait, in order, while nobody is attached. */
public final class OwnerEventQueue {

    private static final int MOST_EVENTS = 10_000;

    private final Queue<Event> waiting = new ArrayDeque<>(0);
    private final ConnectorId owner;
    private final Tap tap;
    private EventSink sink;
    private long bytes;

    public OwnerEventQueue(ConnectorId owner, TraceThread traces) {
        this.owner = owner;
        tap = new Tap(owner, traces);
    }

    /** By whose id operators know what happens here. */
    ConnectorId owner() {
        return owner;
    }

    /** Where the owner's messages can be listened to. */
    public Tap tap() {
        return tap;
    }

    public synchronized void attach(EventSink next) {
        sink = next;
        while (!waiting.isEmpty()) {
            sink.accept(waiting.poll());
        }
        bytes = 0;
    }

    /** Whether so much waits for the owner that peers should be refused what would lead to more. */
    public synchronized boolean full(int mostBytes) {
        return sink == null ? bytes > mostBytes || waiting.size() > MOST_EVENTS : sink.full();
    }

    /** Takes the events that wait. */
    public synchronized List<Event> drain() {
        List<Event> all = List.copyOf(waiting);
        waiting.clear();
        bytes = 0;
        return all;
    }

    public synchronized void detach() {
        sink = null;
    }

    /** Done once another process would know what came of the events up to now, or where nobody hears them. */
    synchronized CompletionStage<Void> stored(boolean atOnce) {
        return sink == null ? CompletableFuture.completedStage(null) : sink.stored(atOnce);
    }

    public synchronized void accept(Event event) {
        if (sink == null) {
            waiting.add(event);
            bytes += EventSize.of(event);
        } else {
            sink.accept(event);
        }
    }
}
