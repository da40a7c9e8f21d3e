/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.simulator.ConferenceSimulator;

/** Makes the simulator honest again. */
@Service
@Command(scope = "simulator", name = "heal", description = "Makes the simulator honest again")
public final class HealCommand extends SimulatorCommand {

    @Override
    String run(ConferenceSimulator at) {
        at.heal();
        return "the simulator is honest again";
    }
}
