/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.ArgumentCommandLine;
import org.apache.karaf.shell.support.parsing.CommandLineImpl;

/** Completes the command's options where they stand behind arguments; Karaf does so before them only. */
@Service
public final class OptionsCompleter implements Completer {

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<Candidate> found = new ArrayList<>();
        completeCandidates(session, line, found);
        found.forEach(candidate -> candidates.add(candidate.value()));
        return 0;
    }

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        String word = line.getCursorArgument() == null ? "" : line.getCursorArgument();
        if (line instanceof ArgumentCommandLine) {
            // a word before the one that is completed: whatever stands there is fine
            candidates.add(new Candidate(word, true));
        } else if (word.startsWith("-")) {
            String[] name = session.resolveCommand(line.getArguments()[0]).split(":", 2);
            Command command = name.length == 2 ? session.getRegistry().getCommand(name[0], name[1]) : null;
            if (command != null) {
                command.getCompleter(false).completeCandidates(session, new CommandLineImpl(
                        new String[] {line.getArguments()[0], word}, 1, word.length(), 0, word), candidates);
            }
        }
    }
}
