package org.sipconnector.shell;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Event;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.media.MediaFlow;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.api.subscription.Subscription;

/** Prints what a connector does while it does it. */
@Service
@Command(scope = "sip", name = "watch", description = "Prints a connector's story live, and what flows both ways in a call; Ctrl-C ends it")
public final class WatchCommand extends ConnectorCommand {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    @Reference(optional = true)
    MediaEngine media;

    @Option(name = "--seconds", description = "End after so many seconds; without it when interrupted")
    int seconds;

    @Option(name = "--interval", description = "Seconds between two lines about what flows in a call")
    int interval = 2;

    @Option(name = "--file", description = "Append to this file instead of printing")
    String file;

    @Override
    void run(Connector connector, PrintStream out) {
        if (file == null) {
            watch(connector, out);
            return;
        }
        try (PrintStream to = new PrintStream(new FileOutputStream(file, true), true, UTF_8)) {
            watch(connector, to);
        } catch (FileNotFoundException e) {
            throw new CommandFailedException("could not write: " + e.getMessage());
        }
    }

    private void watch(Connector connector, PrintStream out) {
        BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        try (Subscription subscription = ConnectorEvents.of(connector.id()).on(Event.class, events::add)) {
            print(out, new Overview(connector).status() + ", call " + new Overview(connector).call());
            follow(connector, events, out);
        } catch (InterruptedException interrupted) {
            out.println();
        }
    }

    private void follow(Connector connector, BlockingQueue<Event> events, PrintStream out) throws InterruptedException {
        long start = System.nanoTime();
        long nextFlow = start;
        while (seconds <= 0 || System.nanoTime() - start < TimeUnit.SECONDS.toNanos(seconds)) {
            Event event = events.poll(250, TimeUnit.MILLISECONDS);
            if (event != null) {
                Story.line(event).ifPresent(line -> print(out, line));
            }
            if (System.nanoTime() >= nextFlow) {
                Optional<MediaFlow> flow = new Details(connector, media).flow();
                flow.ifPresent(present -> print(out, Details.text(present)));
                nextFlow = System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.max(1, interval));
            }
        }
    }

    private void print(PrintStream out, String line) {
        out.println(LocalTime.now().format(TIME) + "  " + id + "  " + line);
        out.flush();
    }
}
