/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipconnector.api.journal.JournalEntry;
import org.sipconnector.spi.http.HttpEvent;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.sip.SipEvent;

/** A stretch of a lane's journal as a Mermaid sequence diagram: who told whom what, in order. */
final class WalkDrawing {

    private static final String CLIENT = "client";
    private static final Map<String, Set<String>> FOUNDATIONS = Map.of("sip", names(SipEvent.class), "media",
            names(MediaEvent.class), "http", names(HttpEvent.class));
    private static final Map<String, String> FOUNDATION_OF_API = Map.of("SipUserAgents", "sip", "MediaEngine", "media",
            "HttpRequests", "http");

    /** A manager was asked for something and has not answered. */
    private record Asked(String by, String manager, String operation) {}

    private final Set<String> told;
    private final List<String> lines = new ArrayList<>();
    private final Set<String> participants = new LinkedHashSet<>(List.of(CLIENT));
    private final Deque<Asked> called = new ArrayDeque<>();
    private final Deque<Asked> open = new ArrayDeque<>();
    private final Deque<Asked> answered = new ArrayDeque<>();

    private WalkDrawing(Set<String> told) {
        this.told = told;
    }

    private static Set<String> names(Class<?> family) {
        return Arrays.stream(family.getDeclaredClasses()).flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
                .map(Class::getSimpleName).collect(Collectors.toSet());
    }

    /** @param told families of events that are drawn, such as {@code call} */
    static List<String> of(List<JournalEntry> entries, Set<String> told) {
        WalkDrawing drawing = new WalkDrawing(told);
        for (int i = 0; i < entries.size(); i++) {
            drawing.draw(entries.get(i), entries.subList(i + 1, entries.size()));
        }
        List<String> all = new ArrayList<>(List.of("sequenceDiagram"));
        drawing.participants.forEach(name -> all.add("participant " + name));
        all.addAll(drawing.lines);
        return all;
    }

    private void draw(JournalEntry entry, List<JournalEntry> after) {
        switch (entry.kind()) {
            case EVENT -> reactsTo(after)
                    .ifPresent(manager -> foundation(entry.name()).ifPresent(foundation -> arrow(foundation, "->>", manager, entry.name())));
            case REQUEST -> requested(entry.manager().orElseThrow(), entry.name());
            case CALL -> called(entry.manager().orElseThrow(), entry.name());
            case COMMAND -> arrow(entry.manager().orElseThrow(), "->>", FOUNDATION_OF_API.get(entry.name().split("\\.")[0]),
                    entry.name().split("\\.")[1]);
            case REPLY -> replied(entry.manager().orElseThrow());
            case OUTCOME -> outcome(entry.manager().orElseThrow());
            case TIMER -> arrow(entry.manager().orElseThrow(), "->>", entry.manager().orElseThrow(), "timer " + entry.name());
            case PUBLISHED -> published(entry.manager().orElseThrow(), entry.name());
        }
    }

    /** The manager that does something because of the message before. */
    private static Optional<String> reactsTo(List<JournalEntry> after) {
        return after.isEmpty() ? Optional.empty() : switch (after.get(0).kind()) {
            case COMMAND, CALL, PUBLISHED, REPLY -> after.get(0).manager();
            default -> Optional.empty();
        };
    }

    private static Optional<String> foundation(String event) {
        return new TreeMap<>(FOUNDATIONS).entrySet().stream().filter(each -> each.getValue().contains(event))
                .map(Map.Entry::getKey).findFirst();
    }

    private void requested(String manager, String operation) {
        Optional<Asked> call = called.stream().filter(each -> each.manager().equals(manager)
                && each.operation().equals(operation)).findFirst();
        call.ifPresent(called::remove);
        if (call.isEmpty()) {
            arrow(CLIENT, "->>", manager, operation);
        }
        open.push(call.orElse(new Asked(CLIENT, manager, operation)));
    }

    private void called(String by, String operation) {
        String[] parts = operation.split("\\.");
        called.add(new Asked(by, parts[0], parts[1]));
        arrow(by, "->>", parts[0], parts[1]);
    }

    private void replied(String manager) {
        Optional<Asked> asked = open.stream().filter(each -> each.manager().equals(manager)).findFirst();
        asked.ifPresent(each -> {
            open.remove(each);
            answered.add(each);
            arrow(manager, "-->>", each.by(), "done");
        });
    }

    /** What a manager waited for: an answer drawn before, one that was passed on to it, or something of its own. */
    private void outcome(String manager) {
        Optional<Asked> known = answered.stream().filter(each -> each.by().equals(manager)).findFirst();
        if (known.isPresent()) {
            answered.remove(known.get());
            return;
        }
        Optional<Asked> passedOn = open.stream().filter(each -> each.by().equals(manager)).findFirst();
        passedOn.ifPresent(open::remove);
        arrow(passedOn.map(Asked::manager).orElse(manager), "-->>", manager, passedOn.isPresent() ? "done" : "goes on");
    }

    private void published(String manager, String event) {
        if (!told.contains(event.split(":")[0])) {
            return;
        }
        String note = "Note over " + manager + ": ";
        int last = lines.size() - 1;
        if (last >= 0 && lines.get(last).startsWith(note)) {
            lines.set(last, lines.get(last) + ", " + event);
        } else {
            participants.add(manager);
            lines.add(note + event);
        }
    }

    private void arrow(String from, String kind, String to, String text) {
        participants.add(from);
        participants.add(to);
        lines.add(from + kind + to + ": " + text);
    }
}
