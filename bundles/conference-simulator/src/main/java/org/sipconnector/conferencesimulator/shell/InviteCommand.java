/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.simulator.ConferenceSimulator;

/** Calls a registered user into a room. */
@Service
@Command(scope = "simulator", name = "invite", description = "Calls a registered user into a room")
public final class InviteCommand extends SimulatorCommand {

    @Argument(name = "user", description = "Who is called", required = true)
    String user;

    @Argument(index = 1, name = "room", description = "Where to", required = true)
    String room;

    @Override
    String run(ConferenceSimulator at) throws InterruptedException {
        return user + " has answered and is " + outcome(at.invite(user, room),
                user + " has not answered yet; the call rings on, and simulator:rooms shows when it is answered");
    }
}
