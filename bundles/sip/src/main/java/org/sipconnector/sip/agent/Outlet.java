package org.sipconnector.sip.agent;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.sipconnector.api.Event;
import org.sipconnector.api.foundation.EventSink;
import org.sipconnector.sip.trace.Tap;

/** Where an owner's events go out. They wait, in order, while nobody is attached. */
public final class Outlet {

    private final Queue<Event> waiting = new ArrayDeque<>(0);
    private final Tap tap = new Tap();
    private EventSink sink;

    /** Where the owner's messages can be listened to. */
    public Tap tap() {
        return tap;
    }

    public synchronized void attach(EventSink next) {
        sink = next;
        while (!waiting.isEmpty()) {
            sink.accept(waiting.poll());
        }
    }

    /** Takes the events that wait. */
    public synchronized List<Event> drain() {
        List<Event> all = List.copyOf(waiting);
        waiting.clear();
        return all;
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
