/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.Drop;

/** Ends or breaks the call of a participant. */
@Service
@Command(scope = "simulator", name = "drop", description = "Ends or breaks the call of a participant")
public final class DropCommand extends SimulatorCommand {

    @Argument(name = "participant", description = "Id or user", required = true)
    @Completion(ParticipantCompleter.class)
    String participant;

    @Argument(index = 1, name = "how", description = "bye, socket, half_open or media")
    String how = "bye";

    @Override
    String run(ConferenceSimulator at) throws InterruptedException {
        outcome(at.drop(participant, Sayings.choice(Drop.class, how.replace('-', '_'))));
        return participant + " is dropped";
    }
}
