/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.servlet.AsyncContext;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;

/**
 * Somebody who hears events, as server-sent events. Written to without waiting, by whoever has something: no thread is his. One whose
 * connection takes nothing for too long, or who has fallen behind all that is kept, is told so and dropped.
 */
final class EventReader implements WriteListener, AsyncListener {

    private static final long MOST_NANOS_BLOCKED = 30_000_000_000L;

    private final EventLog log;
    private final EventFilter filter;
    private final BooleanSupplier loggedIn;
    private final Consumer<EventReader> gone;
    private final String epoch;
    private final AsyncContext async;
    private final ServletOutputStream out;
    private long cursor;
    private String words = "";
    private boolean last;
    private boolean writable;
    private boolean unflushed;
    private boolean closed;
    private long blockedSince;

    /**
     * What it hears.
     *
     * @param log      of events
     * @param epoch    names the log in ids
     * @param after    the event it has heard last
     * @param lost     whether it has missed some before
     * @param loggedIn whether it may still hear
     */
    record Hearing(EventLog log, EventFilter filter, String epoch, long after, boolean lost, BooleanSupplier loggedIn) {}

    EventReader(Hearing hearing, AsyncContext async, ServletOutputStream out, Consumer<EventReader> gone) {
        log = hearing.log();
        filter = hearing.filter();
        epoch = hearing.epoch();
        cursor = hearing.after();
        loggedIn = hearing.loggedIn();
        this.gone = gone;
        this.async = async;
        this.out = out;
        words = ": hello\nretry: 2000\n\n"
                + (hearing.lost() ? lost() : "");
    }

    /** From then on it is written to. */
    void begin() {
        async.addListener(this);
        out.setWriteListener(this);
    }

    /** Something new is in the log. */
    synchronized void drain() {
        if (closed || !writable) {
            return;
        }
        try {
            while (out.isReady()) {
                Optional<String> next = next();
                if (next.isPresent()) {
                    out.write(next.get().getBytes(UTF_8));
                    unflushed = true;
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    if (last) {
                        close();
                    }
                    return;
                }
            }
            writable = false;
            blockedSince = System.nanoTime();
        } catch (IOException | IllegalStateException unreachable) {
            close();
        }
    }

    EventFilter filter() {
        return filter;
    }

    private Optional<String> next() {
        if (!words.isEmpty()) {
            String said = words;
            words = "";
            return Optional.of(said);
        }
        while (!last) {
            Optional<LoggedEvent> event = log.after(cursor);
            if (event.isEmpty()) {
                return Optional.empty();
            }
            if (event.get().number() != cursor + 1) {
                last = true;
                return Optional.of(message("events:dropped", "{\"reason\":\"you read too slowly, and events are kept no longer\"}"));
            }
            cursor++;
            if (filter.wants(event.get()) && !event.get().isKept()) {
                cursor = log.latest();
                return Optional.of(lost());
            }
            if (filter.wants(event.get())) {
                return Optional.of("id: " + epoch + "-" + cursor + "\n" + message(event.get().name(), event.get().json()));
            }
        }
        return Optional.empty();
    }

    private static String lost() {
        return message("events:lost", "{\"reason\":\"they are kept no longer: read anew what you show\"}");
    }

    private static String message(String name, String json) {
        return "event: " + name.replaceAll("[\\r\\n]", " ") + "\ndata: " + json + "\n\n";
    }

    /** Ends who may hear no more; may wait for who knows. */
    void checkLogin() {
        if (!loggedIn.getAsBoolean()) {
            logOut();
        }
    }

    private synchronized void logOut() {
        words = message("events:loggedOut", "{\"reason\":\"the login has ended\"}");
        last = true;
        drain();
    }

    /** A sign of life, so that both sides notice when the other has gone. */
    synchronized void heartbeat() {
        if (words.isEmpty()) {
            words = ": heartbeat\n\n";
        }
        if (!closed && !writable && blockedSince != 0 && System.nanoTime() - blockedSince > MOST_NANOS_BLOCKED) {
            close();
        }
        drain();
    }

    /** Says why it ends, as far as that can be written at once. */
    synchronized void end(String reason) {
        words = message("events:ended", "{\"reason\":\"" + reason + "\"}");
        last = true;
        drain();
        close();
    }

    private void close() {
        if (!closed) {
            closed = true;
            gone.accept(this);
            try {
                async.complete();
            } catch (IllegalStateException over) {
                closed = true;
            }
        }
    }

    @Override
    public synchronized void onWritePossible() {
        writable = true;
        blockedSince = 0;
        drain();
    }

    @Override
    public synchronized void onError(Throwable failure) {
        close();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        close();
    }

    @Override
    public synchronized void onTimeout(AsyncEvent event) {
        close();
    }

    @Override
    public synchronized void onError(AsyncEvent event) {
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // it is begun once
    }
}
