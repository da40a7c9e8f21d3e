/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.media.MediaEngine.Known;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where each owner's events go, and those that wait while it has no sink. Keeps the order of each owner's events. */
public final class Owners {

    /** Why a connection of the former process is lost. */
    public static final String RESTARTED = "the connector was restarted";

    private static final Logger LOG = LoggerFactory.getLogger(Owners.class);
    private static final OncePerMinute FAILURES = new OncePerMinute();

    private static final class Mailbox {
        private final Queue<Event> waiting = new ArrayDeque<>(1);
        /** Connections of the former process whose loss is told. */
        private final Set<PeerId> lost = ConcurrentHashMap.newKeySet(1);
        private EventSink sink;
    }

    private final Map<ConnectorId, Mailbox> mailboxes = new ConcurrentHashMap<>();
    private final PeersTakenUp takenUp = new PeersTakenUp();

    public void attach(ConnectorId owner, EventSink sink) {
        Mailbox mailbox = mailbox(owner);
        synchronized (mailbox) {
            mailbox.sink = sink;
            for (Event event = mailbox.waiting.poll(); event != null; event = mailbox.waiting.poll()) {
                give(sink, event);
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
        takenUp.release(owner);
    }

    /** An owner that is unknown, because it was released, hears nothing. */
    public void tell(ConnectorId owner, MediaEvent event) {
        takenUp.heard(event);
        deliver(owner, event);
    }

    private void deliver(ConnectorId owner, Event event) {
        Mailbox mailbox = mailboxes.get(owner);
        if (mailbox == null) {
            return;
        }
        synchronized (mailbox) {
            if (mailbox.sink == null) {
                mailbox.waiting.add(event);
            } else {
                give(mailbox.sink, event);
            }
        }
    }

    /** A sink that throws, against its contract, must not harm a connection. */
    private static void give(EventSink sink, Event event) {
        try {
            sink.accept(event);
        } catch (RuntimeException | Error failure) {
            FAILURES.tell(times -> LOG.error("A listener of media events failed at {}{}", event.name(), times, failure));
        }
    }

    /** Whether the owner hears its events now. */
    public boolean isAttached(ConnectorId owner) {
        Mailbox mailbox = mailboxes.get(owner);
        if (mailbox == null) {
            return false;
        }
        synchronized (mailbox) {
            return mailbox.sink != null;
        }
    }

    /** Takes out what waits for owners without a sink, who hear nothing more from here. */
    public Map<ConnectorId, Object> leave() {
        Map<ConnectorId, Object> left = new LinkedHashMap<>();
        mailboxes.forEach((owner, mailbox) -> {
            synchronized (mailbox) {
                if (mailbox.sink == null && !mailbox.waiting.isEmpty()) {
                    left.put(owner, untilLost(mailbox.waiting));
                    mailboxes.remove(owner, mailbox);
                }
            }
        });
        return left;
    }

    /** What is told of a connection after its loss is of one that another engine makes again under the same name. */
    private static List<Event> untilLost(Collection<Event> waiting) {
        Set<PeerId> lost = new HashSet<>();
        return waiting.stream().filter(event -> event instanceof MediaEngineLost gone
                ? lost.add(gone.peer())
                : !(event instanceof MediaEvent of && lost.contains(of.peer()))).toList();
    }

    /** Tells an owner, as soon as it is attached, what waited at a former engine. */
    public void takeUp(ConnectorId owner, Object left) {
        if (left instanceof List<?> events) {
            expect(owner);
            // first, for the owner may make them again at once
            takenUp.add(owner, left);
            events.stream().filter(MediaEngineLost.class::isInstance).map(event -> ((MediaEngineLost) event).peer())
                    .forEach(mailbox(owner).lost::add);
            events.forEach(event -> deliver(owner, (Event) event));
        }
    }

    /** Whether a connection that was taken up has no description yet that goes to its far end. */
    public boolean takesUp() {
        return takenUp.areAwaited();
    }

    /** Nobody makes that connection again. */
    public void givesUp(PeerId peer) {
        takenUp.forget(peer);
    }

    /** What an owner would hear in another process of its connections, as {@link #takeUp} takes it; empty when it has none. */
    public static CompletionStage<Optional<Object>> losses(List<CompletableFuture<Optional<MediaEvent>>> all) {
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<MediaEvent> told = all.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
            return told.isEmpty() ? Optional.empty() : Optional.of(told);
        });
    }

    /** Tells the owner of connections that it knows of, and that nobody has. */
    public void retain(ConnectorId owner, List<Known> known, Predicate<PeerId> present) {
        Mailbox mailbox = mailbox(owner);
        takenUp.retain(owner, known);
        known.stream().filter(its -> !present.test(its.peer()) && !mailbox.lost.contains(its.peer()))
                .forEach(its -> tell(owner, new MediaEngineLost(its.peer(), RESTARTED, its.reopening())));
        mailbox.lost.clear();
    }

    private Mailbox mailbox(ConnectorId owner) {
        return mailboxes.computeIfAbsent(owner, id -> new Mailbox());
    }
}
