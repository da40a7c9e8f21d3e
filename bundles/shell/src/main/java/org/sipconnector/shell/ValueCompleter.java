/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;

/** Completes an argument by values that it may have, and options, which may stand in its place. */
abstract class ValueCompleter implements Completer {

    private final OptionsCompleter options = new OptionsCompleter();

    /** Values, in the order in which they are offered. */
    abstract Stream<Candidate> values();

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        List<Candidate> found = new ArrayList<>();
        completeCandidates(session, line, found);
        found.forEach(candidate -> candidates.add(candidate.value()));
        return 0;
    }

    @Override
    public final void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        options.completeCandidates(session, line, candidates);
        String word = line.getCursorArgument() == null ? "" : line.getCursorArgument();
        if (candidates.isEmpty() && !word.startsWith("-")) {
            values().filter(value -> value.value().startsWith(word)).forEach(candidates::add);
        }
    }
}
