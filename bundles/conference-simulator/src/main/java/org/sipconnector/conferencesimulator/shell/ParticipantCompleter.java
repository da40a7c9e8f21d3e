/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sipconnector.simulator.ConferenceSimulator;

/** Completes ids and users of participants. */
@Service
public final class ParticipantCompleter implements Completer {

    @Reference
    private ConferenceSimulator simulator;

    @Override
    public int complete(Session session, CommandLine commandLine, List<String> candidates) {
        StringsCompleter names = new StringsCompleter();
        simulator.snapshot().participants().forEach(one -> {
            names.getStrings().add(one.id());
            names.getStrings().add(one.user());
        });
        return names.complete(session, commandLine, candidates);
    }
}
