package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.update.UpdateHistory;

/** One word when all is well, else what is wrong; fails then, so that a script that asks notices. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "sip", name = "health", description = "Shows what keeps connectors from working; fails when there is anything")
public final class HealthCommand extends SipCommand {

    @Reference
    Connectors connectors;

    @Reference(optional = true)
    MediaEngine media;

    @Reference(optional = true)
    UpdateHistory history;

    @Option(name = "--json", description = "Print JSON for programs")
    boolean json;

    @Override
    void run(PrintStream out) {
        List<String> problems = new Health(connectors, media, history).problems();
        if (json) {
            out.println(Json.text(Json.object("healthy", problems.isEmpty(), "connectors", connectors.all().size(),
                    "problems", problems)));
        } else if (problems.isEmpty()) {
            say(out, "healthy: media is ready, " + connectors.all().size()
                    + (connectors.all().size() == 1 ? " connector" : " connectors"));
        } else {
            problems.forEach(problem -> say(out, problem));
        }
        if (!problems.isEmpty()) {
            throw new CommandFailedException(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
        }
    }
}
