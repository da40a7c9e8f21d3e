/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.simulator.ConferenceSimulator;

/** Says something to a participant as the server. */
@Service
@Command(scope = "simulator", name = "say", description = "Says something to a participant as the server")
public final class SayCommand extends SimulatorCommand {

    @Argument(name = "participant", description = "Id or user", required = true)
    @Completion(ParticipantCompleter.class)
    String participant;

    @Argument(index = 1, name = "words", description = Sayings.USAGE, required = true, multiValued = true)
    List<String> words;

    @Override
    String run(ConferenceSimulator at) throws InterruptedException {
        outcome(at.tell(participant, Sayings.parse(words)));
        return participant + " has taken it";
    }
}
