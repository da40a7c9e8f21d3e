/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import org.sipconnector.api.Event;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.export.JournalEntries;
import org.sipconnector.kernel.internal.export.JournalExport;
import org.sipconnector.kernel.internal.lane.LaneCore;
import org.sipconnector.kernel.internal.replay.Replay;

/** What came of a lane: commands to foundations, published events, its journal. */
abstract sealed class RecordedLane permits LaneHarness {

    private final List<Command> commands = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final List<Consumer<Event>> listeners = new ArrayList<>();

    /** Runs what is ready, so that nothing that has been done is missed. */
    abstract LaneHarness settle();

    abstract LaneCore lane();

    /** All commands so far, in order. */
    public final List<Command> commands() {
        settle();
        return List.copyOf(commands);
    }

    /** All commands of this type so far, in order. */
    public final <C extends Command> List<C> commands(Class<C> type) {
        return commands().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The latest command of this type. */
    public final <C extends Command> C command(Class<C> type) {
        List<C> found = commands(type);
        if (found.isEmpty()) {
            throw new NoSuchElementException("no " + type.getSimpleName() + " in " + commands);
        }
        return found.get(found.size() - 1);
    }

    /** What kinds of commands were given, in order. */
    public final List<Class<? extends Command>> commandTypes() {
        return commands().stream().<Class<? extends Command>>map(Command::getClass).toList();
    }

    /** What stand-ins of other managers were asked for so far, in order. */
    public final List<StandIn.Asked> requests() {
        return events(StandIn.Asked.class);
    }

    /** The same of one operation. */
    public final List<StandIn.Asked> requests(Operation<?> operation) {
        return requests().stream().filter(asked -> asked.operation().equals(operation)).toList();
    }

    /** Which operations of other managers were asked for so far, in order. */
    public final List<Operation<?>> operations() {
        return requests().stream().<Operation<?>>map(StandIn.Asked::operation).toList();
    }

    /** All published events so far, in order. */
    public final List<Event> events() {
        settle();
        return List.copyOf(events);
    }

    public final <E extends Event> List<E> events(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Public names of all published events so far, in order. */
    public final List<String> eventNames() {
        return events().stream().map(Event::name).toList();
    }

    /** Forgets commands and events so far, to look at the next ones alone. */
    public final LaneHarness forget() {
        settle();
        commands.clear();
        events.clear();
        return settle();
    }

    /** Tells a listener every event from now on, off the lane and in order. */
    public final Runnable listen(Consumer<Event> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** How many listen. */
    public final int listeners() {
        settle();
        return listeners.size();
    }

    /** What this version of a manager would first have done otherwise than the one on the lane did. */
    public final Optional<String> replayDifference(ManagerFactory version) {
        settle();
        return Replay.of(lane(), version).firstDifference();
    }

    /** What the lane's journal still has, the oldest first. */
    public final List<JournalEntry> journal() {
        settle();
        return JournalEntries.of(lane());
    }

    /** The lane's journal as {@code sip:journal --export} writes it. */
    public final byte[] exportJournal() {
        settle();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            JournalExport.of(lane()).write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Everything visible from outside so far, a line each. */
    final List<String> seen() {
        return List.copyOf(seen);
    }

    final void record(Command command) {
        commands.add(command);
        seen.add("command " + command);
    }

    /** @param afterwards tells listeners, off the lane */
    final void published(Event event, Consumer<Runnable> afterwards) {
        events.add(event);
        seen.add("event " + event);
        if (!listeners.isEmpty()) {
            afterwards.accept(() -> List.copyOf(listeners).forEach(listener -> listener.accept(event)));
        }
    }
}
