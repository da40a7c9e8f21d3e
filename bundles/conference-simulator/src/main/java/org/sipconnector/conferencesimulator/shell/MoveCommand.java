/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.simulator.ConferenceSimulator;

/** Moves a participant to another room, or admits it from purgatory. */
@Service
@Command(scope = "simulator", name = "move", description = "Moves a participant to another room, or admits it from purgatory")
public final class MoveCommand extends SimulatorCommand {

    private static final String BEARER = "--bearer";

    @Argument(name = "participant", description = "Id or user", required = true)
    @Completion(ParticipantCompleter.class)
    String participant;

    @Argument(index = 1, name = "room", description = "Where to", required = true)
    String room;

    @Option(name = BEARER, description = "Send the token with the room instead of a notification")
    boolean bearer;

    @Argument(index = 2, name = "options", description = "Options may stand here, too", multiValued = true)
    List<String> options;

    @Override
    String run(ConferenceSimulator at) throws InterruptedException {
        TypedOptions typed = new TypedOptions(options);
        boolean withToken = typed.flag(BEARER) || bearer;
        if (!typed.rest().isEmpty()) {
            throw new IllegalArgumentException("too many arguments: " + String.join(" ", typed.rest()));
        }
        outcome(withToken ? at.moveWithBearer(participant, room) : at.move(participant, room));
        return participant + " is in " + room;
    }
}
