/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.listener.ConnectorListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who hears events. While nobody does, and has not for a minute, nothing is listened to and no thread runs; the minute lets
 * who was cut off go on where it was.
 */
final class EventStreams implements ConnectorListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final int HEARTBEAT_SECONDS = 15;
    /** So many events that nobody hears are passed over together. */
    private static final int UNHEARD = 512;
    private static final int LINGER_SECONDS = 60;

    private final String epoch = UUID.randomUUID().toString().substring(0, 8);
    private final EventLog log = new EventLog();
    private final Set<EventReader> readers = ConcurrentHashMap.newKeySet();
    /** What is heard, and for how many seconds no more: what nobody hears is not written at all. */
    private final Map<EventFilter, Integer> filters = new ConcurrentHashMap<>();
    private final Listening listening;
    private final ChangeWatch changes;
    private ScheduledExecutorService clock;
    /** Apart, as it may wait for a slow realm. */
    private ScheduledExecutorService logins;
    private Runnable silence = () -> {};
    private int seconds;
    private final AtomicInteger passed = new AtomicInteger();
    private int unheard;
    private boolean closed;

    /** Begins to listen to events of all connectors; the result ends that. */
    @FunctionalInterface
    interface Listening {
        Runnable begin(ConnectorListener listener);
    }

    EventStreams(Listening listening, ChangeWatch changes) {
        this.listening = listening;
        this.changes = changes;
    }

    static Listening whiteboard(BundleContext context) {
        return listener -> {
            Dictionary<String, Object> properties = new Hashtable<>();
            ServiceRegistration<ConnectorListener> registration = context.registerService(ConnectorListener.class, listener, properties);
            return registration::unregister;
        };
    }

    /**
     * Begins to tell somebody.
     *
     * @param lastHeard the id of the event heard last, as the reader says
     * @param loggedIn  whether it may still hear
     * @throws ProblemException when there are too many
     */
    void open(HttpServletRequest request, HttpServletResponse response, EventFilter filter, Optional<String> lastHeard, BooleanSupplier loggedIn,
            int most) throws IOException {
        synchronized (this) {
            if (closed || readers.size() >= most) {
                throw ProblemException.of(ProblemKind.UNAVAILABLE,
                        "events are heard by " + readers.size() + " already, the most that eventStreams of "
                                + RestConfiguration.PID + ".cfg allows");
            }
            begin();
            long latest = log.latest();
            Optional<Long> heard = lastHeard.flatMap(this::number);
            boolean known = heard.isPresent() && log.hasAllAfter(heard.get());
            response.setStatus(HttpServletResponse.SC_OK);
            response.setContentType("text/event-stream;charset=utf-8");
            response.setHeader("X-Accel-Buffering", "no");
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            EventReader reader = new EventReader(new EventReader.Hearing(log, filter, epoch, known ? heard.get() : latest,
                    lastHeard.isPresent() && !known, loggedIn), async, response.getOutputStream(), readers::remove);
            filters.put(filter, 0);
            readers.add(reader);
            reader.begin();
        }
    }

    private Optional<Long> number(String id) {
        return id.matches(epoch + "-[0-9]{1,18}") ? Optional.of(Long.parseLong(id.substring(epoch.length() + 1))) : Optional.empty();
    }

    private void begin() {
        unheard = 0;
        if (clock == null) {
            silence = listening.begin(this);
            changes.look();
            clock = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "sip-connector-rest-events"));
            clock.scheduleWithFixedDelay(this::second, 1, 1, TimeUnit.SECONDS);
            logins = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "sip-connector-rest-logins"));
            logins.scheduleWithFixedDelay(this::checkLogins, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void second() {
        try {
            changes.look().forEach(change -> tell(change.name(), change.data()));
            if (++seconds % HEARTBEAT_SECONDS == 0) {
                readers.forEach(EventReader::heartbeat);
            }
            rest();
        } catch (RuntimeException unexpected) {
            LOG.warn("events are told on although one second's look failed", unexpected);
        }
    }

    void checkLogins() {
        for (EventReader reader : readers) {
            try {
                reader.checkLogin();
            } catch (RuntimeException unexpected) {
                LOG.warn("events are told on although it cannot be told whether somebody may still hear them", unexpected);
            }
        }
    }

    private void forgetFilters() {
        Set<EventFilter> heard = readers.stream().map(EventReader::filter).collect(Collectors.toSet());
        filters.replaceAll((filter, unheardFor) -> heard.contains(filter) ? 0 : unheardFor + 1);
        filters.values().removeIf(unheardFor -> unheardFor > LINGER_SECONDS);
    }

    private synchronized void rest() {
        forgetFilters();
        unheard = readers.isEmpty() ? unheard + 1 : 0;
        if (unheard > LINGER_SECONDS) {
            stop();
        }
    }

    private void stop() {
        silence.run();
        silence = () -> {};
        if (clock != null) {
            clock.shutdown();
            clock = null;
            logins.shutdownNow();
        }
        log.clear();
        filters.clear();
    }

    @Override
    public void onEvent(ConnectorId connector, Event event) {
        String name = event.name();
        boolean heard = filters.keySet().stream().anyMatch(filter -> filter.wants(connector.value(), name));
        log.add(number -> heard ? LoggedEvent.of(number, connector, name, event) : LoggedEvent.unheard(number, connector, name));
        // who hears none of many must not seem to be far behind
        if (heard || passed.incrementAndGet() % UNHEARD == 0) {
            readers.forEach(EventReader::drain);
        }
    }

    /** Something that concerns no single connector. */
    void tell(String name, Object data) {
        log.add(number -> LoggedEvent.ofAll(number, name, data));
        readers.forEach(EventReader::drain);
    }

    int readers() {
        return readers.size();
    }

    @Override
    public void close() {
        List<EventReader> all;
        synchronized (this) {
            closed = true;
            stop();
            all = List.copyOf(readers);
        }
        all.forEach(reader -> reader.end("the interface is stopped or updated: connect again"));
    }
}
