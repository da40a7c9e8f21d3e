package org.sipconnector.media.engine;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.foundation.EventSink;

/** Where each owner's events go, and those that wait while it has no sink. Keeps the order of each owner's events. */
public final class Owners {

    private static final class Mailbox {
        private final Queue<Event> waiting = new ArrayDeque<>();
        private EventSink sink;
    }

    private final Map<ConnectorId, Mailbox> mailboxes = new ConcurrentHashMap<>();

    public void attach(ConnectorId owner, EventSink sink) {
        Mailbox mailbox = mailbox(owner);
        synchronized (mailbox) {
            mailbox.sink = sink;
            for (Event event = mailbox.waiting.poll(); event != null; event = mailbox.waiting.poll()) {
                sink.accept(event);
            }
        }
    }

    public void detach(ConnectorId owner) {
        Mailbox mailbox = mailbox(owner);
        synchronized (mailbox) {
            mailbox.sink = null;
        }
    }

    /** From now on the owner's events wait, when it has no sink. */
    public void expect(ConnectorId owner) {
        mailbox(owner);
    }

    /** Drops what waits for the owner, and its sink. */
    public void forget(ConnectorId owner) {
        mailboxes.remove(owner);
    }

    /** An owner that is unknown, because it was released, hears nothing. */
    public void tell(ConnectorId owner, Event event) {
        Mailbox mailbox = mailboxes.get(owner);
        if (mailbox == null) {
            return;
        }
        synchronized (mailbox) {
            if (mailbox.sink == null) {
                mailbox.waiting.add(event);
            } else {
                mailbox.sink.accept(event);
            }
        }
    }

    private Mailbox mailbox(ConnectorId owner) {
        return mailboxes.computeIfAbsent(owner, id -> new Mailbox());
    }
}
