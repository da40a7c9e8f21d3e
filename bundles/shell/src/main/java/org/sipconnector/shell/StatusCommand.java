/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.spi.explanation.Absence;
import org.sipconnector.spi.explanation.Overview;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.sip.SipTraces;

/** Everything about one connector, or what is wrong with any. */
@Service
@Command(scope = "sip", name = "status", description = "Shows all there is to know about a connector, or what is wrong with any")
public final class StatusCommand extends NodeCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Argument(index = 0, name = "id", description = "The connector's id; all of them without one")
    @Completion(ConnectorIdCompleter.class)
    String id;

    @Reference(optional = true)
    SipTraces traces;

    @Option(name = "--json", description = "Print JSON for programs")
    boolean json;

    @Override
    void run(PrintStream out) {
        fromKernel(connectors);
        if (json) {
            out.println(JsonOutput.text(id == null ? json() : json(id)));
        } else if (id == null) {
            summary(out);
        } else {
            details(id, out);
        }
    }

    private void summary(PrintStream out) {
        int open = connectors.all().size();
        int refused = connectors.refused().size();
        say(out, open + (open == 1 ? " connector" : " connectors")
                + (refused == 0 ? "" : ", " + refused + (refused == 1 ? " refused configuration" : " refused configurations")));
        Absence absence = absence();
        Listing listing = new Listing("id", "status", "call", "trouble");
        for (Connector connector : connectors.all()) {
            Overview overview = new Overview(connector, absence);
            listing.row(connector.id(), overview.status(), overview.call(), new Details(connector, media).trouble().orElse(""));
        }
        listing.print(out, width());
        Refusals.lines(connectors).forEach(line -> say(out, line));
        switches().lines(connectors.all().stream().map(Connector::id).toList()).forEach(line -> say(out, line));
        wider(out);
    }

    private DiagnosticSwitches switches() {
        return new DiagnosticSwitches(traces, configurations);
    }

    private void details(String which, PrintStream out) {
        if (isOpen(which) || refusals(which).isEmpty()) {
            Listing listing = new Listing("", "");
            new Details(ConnectorCommand.find(connectors, which), media, absence()).rows()
                    .forEach(row -> listing.row(row.what(), row.value()));
            switches().rows(new ConnectorId(which)).forEach(row -> listing.row(row.what(), row.value()));
            listing.print(out, width());
        }
        refusals(which).stream().flatMap(Refusals::of).forEach(line -> say(out, line));
        connectors.warnings().stream().filter(each -> each.id().equals(which)).flatMap(Refusals::of).forEach(line -> say(out, line));
        wider(out);
    }

    private boolean isOpen(String which) {
        return connectors.all().stream().anyMatch(each -> each.id().value().equals(which));
    }

    private List<RefusedConfiguration> refusals(String which) {
        return connectors.refused().stream().filter(each -> each.id().equals(which)).toList();
    }

    /** What concerns every connector. */
    private void wider(PrintStream out) {
        MediaInUse.of(media).ifPresent(line -> say(out, line));
        widerProblems().forEach(line -> say(out, line));
    }

    private List<String> widerProblems() {
        return problems().stream().filter(problem -> problem.connector().isEmpty() && problem.kind() != Problem.Kind.CONFIGURATION)
                .map(Problem::line).toList();
    }

    private Object json() {
        return JsonOutput.object("connectors", connectors.all().stream().map(connector -> json(connector)).toList(),
                "refused", Refusals.json(connectors), "warnings", Refusals.warnings(connectors), "problems",
                widerProblems());
    }

    private Object json(String which) {
        return isOpen(which) || refusals(which).isEmpty()
                ? json(ConnectorCommand.find(connectors, which))
                : JsonOutput.object("id", which, "refused", refusals(which).stream().map(RefusedConfiguration::reason).toList());
    }

    private Map<String, Object> json(Connector connector) {
        Absence absence = absence();
        Map<String, Object> overview = ConnectorJson.of(new Overview(connector, absence));
        new Details(connector, media).trouble().ifPresent(trouble -> overview.put("trouble", trouble));
        Map<String, Object> details = new LinkedHashMap<>();
        Stream.concat(new Details(connector, media, absence).rows().stream(), switches().rows(connector.id()).stream())
                .forEach(row -> details.merge(row.what(), row.value(), (first, next) -> first + "; " + next));
        overview.put("details", details);
        return overview;
    }
}
