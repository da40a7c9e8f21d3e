/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.osgi.framework.BundleContext;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Event;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.api.subscription.Subscription;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.explanation.Absence;
import org.sipconnector.spi.explanation.NeededManagers;
import org.sipconnector.spi.explanation.Overview;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.sip.SipUserAgents;

/** Prints what a connector does while it does it. */
@Service
@Command(scope = "sip", name = "watch", description = "Prints a connector's story live, and what flows both ways in a call; Ctrl-C ends it")
public final class WatchCommand extends ConnectorCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int EVENTS_THAT_WAIT = 1_000;
    private static final long LOOK_MILLIS = 250;

    @Reference(optional = true)
    MediaEngine media;

    @Reference(optional = true)
    SipUserAgents sip;

    @Reference(optional = true)
    UpdateHistory history;

    @Reference
    ExportDirectory exports;

    @Reference(optional = true)
    BundleContext context;

    @Option(name = "--seconds", description = "End after so many seconds; without it when interrupted")
    int seconds;

    @Option(name = "--interval", description = "Seconds between two lines about what flows in a call")
    int interval = 2;

    @Option(name = "--json", description = "Print a line of JSON per event, for programs")
    boolean json;

    @Option(name = "--file", description = "Append to this file below the export directory instead of printing")
    String file;

    @Override
    void check() {
        if (seconds < 0) {
            throw new CommandFailedException("--seconds: " + seconds + " is no number of seconds to watch");
        }
        if (interval < 1) {
            throw new CommandFailedException("--interval: " + interval + " is not a number of seconds from 1 on");
        }
    }

    @Override
    void run(Connector connector, PrintStream out) throws IOException {
        if (file == null) {
            watch(connector, out);
            return;
        }
        try (PrintStream to = new PrintStream(exports.append("--file", file), true, UTF_8)) {
            watch(connector, to);
        }
    }

    private void watch(Connector connector, PrintStream out) {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>(EVENTS_THAT_WAIT);
        Subscription subscription = ConnectorEvents.of(connector.id()).on(Event.class, events::offer);
        try (subscription) {
            Overview overview = new Overview(connector,
                    Absence.of(sip, media, NeededManagers.absentForCalls(null, history == null ? List.of() : history.missing())));
            print(out, "status", overview.status() + ", call " + overview.call());
            follow(connector, events, out);
        } catch (InterruptedException interrupted) {
            out.println();
        }
    }

    /** Until the time is over, nobody reads it any more, or this code has ended. */
    void follow(Connector connector, BlockingQueue<Event> events, PrintStream out) throws InterruptedException {
        long start = System.nanoTime();
        long nextFlow = start;
        while ((seconds <= 0 || System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) && !unheard(out)) {
            if (isStopped()) {
                print(out, "stopped", "the command's bundle was stopped");
                return;
            }
            Event event = events.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (event != null) {
                EventLines.line(event).ifPresent(line -> print(out, event.name(), line));
            }
            if (System.nanoTime() >= nextFlow) {
                new Details(connector, media).flow().ifPresent(present -> print(out, "flow", Details.text(present)));
                nextFlow = System.nanoTime() + TimeUnit.SECONDS.toNanos(interval);
            }
        }
    }

    /** Also while the bundle is at work anew: this is its former code. */
    private boolean isStopped() {
        try {
            return context != null && context.getBundle() == null;
        } catch (IllegalStateException stopped) {
            return true;
        }
    }

    /** Between a command and a client of ssh there is a channel of the shell's that passes on no flush and no failure: only the console has them. */
    private boolean unheard(PrintStream out) {
        PrintStream console = session == null ? null : session.getConsole();
        return out.checkError() || console != null && console.checkError();
    }

    private void print(PrintStream out, String event, String line) {
        if (json) {
            out.println(JsonOutput.line(JsonOutput.object("at", Instant.now().toString(), "connector", id, "event", event, "text", line)));
        } else {
            String text = LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + id + "  " + Printable.line(line);
            if (file == null) {
                say(out, text);
            } else {
                out.println(text);
            }
        }
    }
}
