/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.spi.configuration.ConfigurationSchema;
import org.sipconnector.spi.explanation.Overview;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.store.Hibernation;

/** One word when all is well, else what is wrong; fails then, so that a script that asks notices. */
@Service
@Command(scope = "sip", name = "health", description = "Shows what keeps connectors from working; fails when there is anything")
public final class HealthCommand extends NodeCommand {

    /** Of what reads files. */
    private static final Set<Problem.Kind> AT_WORK = EnumSet.of(Problem.Kind.KERNEL, Problem.Kind.BUNDLE, Problem.Kind.MANAGER);

    @Reference
    List<ConfigurationSchema<?>> schemas;

    @Reference(optional = true)
    Hibernation hibernation;

    @Option(name = "--json", description = "Print JSON for programs")
    boolean json;

    @Override
    void run(PrintStream out) {
        List<Problem> found = problems();
        List<String> problems = found.stream().map(Problem::line).toList();
        List<String> hints = hints(installation(), found);
        int count = connectors == null ? 0 : connectors.all().size();
        if (json) {
            out.println(JsonOutput.text(JsonOutput.object("healthy", problems.isEmpty(), "connectors", count, "problems", problems,
                    "hints", hints)));
        } else {
            if (problems.isEmpty()) {
                say(out, "healthy: media is ready, " + count + (count == 1 ? " connector" : " connectors"));
            }
            problems.forEach(problem -> say(out, problem));
            hints.forEach(hint -> say(out, hint));
        }
        if (!problems.isEmpty()) {
            throw new CommandFailedException(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
        }
    }

    private List<String> hints(Installation installation, List<Problem> problems) {
        List<String> hints = new ArrayList<>();
        if (connectors != null) {
            connectors.all().forEach(connector -> new Overview(connector).outdated()
                    .ifPresent(waits -> hints.add("hint: " + connector.id() + ": its configuration has " + waits)));
        }
        HibernateCommand.prepared(hibernation).ifPresent(hints::add);
        if (installation != null) {
            hints.addAll(installation.hints());
            // while something is not at work that is the thing to tell
            if (problems.stream().map(Problem::kind).noneMatch(AT_WORK::contains)) {
                hints.addAll(installation.unread(schemas.stream().map(ConfigurationSchema::pid).toList()));
            }
        }
        return hints;
    }
}
