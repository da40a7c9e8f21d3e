/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.simulator.ConferenceSimulator;

/** Makes whoever presents in a room stop. */
@Service
@Command(scope = "simulator", name = "stop-presentation", description = "Makes whoever presents in a room stop")
public final class StopPresentationCommand extends SimulatorCommand {

    @Argument(name = "room", description = "Name of the room", required = true)
    String room;

    @Override
    String run(ConferenceSimulator at) throws InterruptedException {
        outcome(at.stopPresentation(room));
        return "the presenter has been told";
    }
}
