/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.Transport;

/**
 * All candidates do the same by turns, round after round, so that what else the machine does meets all of them alike.
 *
 * @param rounds how many count; two more come before them
 */
record Contest(Field field, int accounts, int operations, int rounds) {

    private static final int WARM_UP = 2;

    /** What is measured, so many times. */
    interface Discipline {
        Round round(Candidate candidate, int times) throws IOException, InterruptedException;
    }

    /** @throws IllegalStateException when an operation of ours fails: then its figures mean nothing */
    void run(String title, Transport transport, String domain, Discipline discipline) throws IOException, InterruptedException {
        Map<String, List<Round>> results = new LinkedHashMap<>();
        for (int i = -WARM_UP; i < rounds; i++) {
            for (Candidate candidate : field.candidates()) {
                if (candidate.speaks(transport)) {
                    Optional<Round> round = round(candidate, transport, domain, discipline);
                    if (i >= 0) {
                        round.ifPresent(results.computeIfAbsent(candidate.name(), name -> new ArrayList<>())::add);
                    }
                }
            }
        }
        results.values().removeIf(List::isEmpty);
        System.out.printf("%n%s%n", title);
        Round ours = Round.median(results.get(Field.OURS));
        results.forEach((name, all) -> print(name, Round.median(all), ours));
        if (ours.failures() > 0) {
            throw new IllegalStateException(ours.failures() + " of ours failed: " + title);
        }
    }

    private Optional<Round> round(Candidate candidate, Transport transport, String domain, Discipline discipline)
            throws IOException, InterruptedException {
        try {
            candidate.open(transport, domain, accounts);
            return Optional.of(discipline.round(candidate, operations));
        } catch (IOException problem) {
            field.without(candidate, problem);
            return Optional.empty();
        }
    }

    private static void print(String name, Round round, Round ours) {
        System.out.printf(Locale.ROOT, "  %-13s %7.0f/s %7.1f us of CPU each%s%s%n", name, round.perSecond(),
                round.cpuMicros(), round.failures() > 0 ? "   failed: " + round.failures() : "",
                round.equals(ours) ? "" : ratio(name, round, ours));
    }

    private static String ratio(String name, Round round, Round ours) {
        // a small round may be less than the system's clock shows
        String cpu = round.cpuSeconds() == 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", ours.cpuMicros() / round.cpuMicros());
        return String.format(Locale.ROOT, "   ours/%s: rate %.2f, CPU %s", name, ours.perSecond() / round.perSecond(), cpu);
    }
}
