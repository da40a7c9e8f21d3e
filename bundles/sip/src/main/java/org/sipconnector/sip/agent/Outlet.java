package org.sipconnector.sip.agent;

import java.util.ArrayDeque;
import java.util.Queue;
import org.sipconnector.api.Event;
import org.sipconnector.api.foundation.EventSink;

/** Where an owner's events go out. They wait, in order, while nobody is attached. */
public final class Outlet {

    private final Queue<Event> waiting = new ArrayDeque<>(0);
    private EventSink sink;

    public synchronized void attach(EventSink next) {
        sink = next;
        while (!waiting.isEmpty()) {
            sink.accept(waiting.poll());
        }
    }

    public synchronized void detach() {
        sink = null;
    }

    public synchronized void accept(Event event) {
        if (sink == null) {
            waiting.add(event);
        } else {
            sink.accept(event);
        }
    }
}
