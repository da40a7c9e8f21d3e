/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.Fault;

/** Makes the simulator misbehave. */
@Service
@Command(scope = "simulator", name = "fail", description = "Makes the simulator misbehave")
public final class FailCommand extends SimulatorCommand {

    private static final String TIMES = "--times";
    private static final int MOST = 1_000_000;

    @Argument(name = "fault", description = Faulty.USAGE, required = true, multiValued = true)
    List<String> words;

    @Option(name = TIMES, description = "How often, up to 1000000; 0 for ever")
    int times = 1;

    @Override
    String run(ConferenceSimulator at) {
        TypedOptions typed = new TypedOptions(words);
        int often = typed.number(TIMES, MOST).orElseGet(() -> TypedOptions.checked(TIMES, times, MOST));
        Fault fault = Faulty.parse(typed.rest());
        at.fail(fault, often == 0 ? Integer.MAX_VALUE : often);
        return "planned: " + fault;
    }
}
