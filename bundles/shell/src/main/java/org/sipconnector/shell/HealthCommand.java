package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.update.UpdateHistory;

/** One word when all is well, else what is wrong; fails then, so that a script that asks notices. */
@Service
@Command(scope = "sip", name = "health", description = "Shows what keeps connectors from working; fails when there is anything")
public final class HealthCommand implements Action {

    @Reference
    Connectors connectors;

    @Reference(optional = true)
    MediaEngine media;

    @Reference(optional = true)
    UpdateHistory history;

    @Override
    public Object execute() {
        PrintStream out = System.out;
        List<String> problems = new Health(connectors, media, history).problems();
        if (problems.isEmpty()) {
            out.println("healthy: media is ready, " + connectors.all().size() + " connectors");
            return null;
        }
        problems.forEach(out::println);
        throw new CommandFailedException(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
    }
}
