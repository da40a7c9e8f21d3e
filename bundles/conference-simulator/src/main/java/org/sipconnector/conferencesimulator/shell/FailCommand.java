package org.sipconnector.conferencesimulator.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.simulator.ConferenceSimulator;
import org.sipconnector.api.simulator.Fault;

/** Makes the simulator misbehave. */
@Service
@Command(scope = "simulator", name = "fail", description = "Makes the simulator misbehave")
public final class FailCommand extends SimulatorCommand {

    @Argument(name = "fault", description = Faulty.USAGE, required = true, multiValued = true)
    List<String> words;

    @Option(name = "--times", description = "How often; 0 for ever")
    int times = 1;

    @Override
    String run(ConferenceSimulator at) {
        Fault fault = Faulty.parse(words);
        at.fail(fault, times == 0 ? Integer.MAX_VALUE : times);
        return "planned: " + fault;
    }
}
