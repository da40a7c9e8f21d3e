/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.cluster.ClusterNode;
import org.sipconnector.spi.cluster.SharedConnector;

/** The processes that share connectors, and who has which. */
@Service
@Command(scope = "sip", name = "cluster", description = "Lists the nodes that share connectors, or with --connectors who has which")
public final class ClusterCommand extends SharingCommand {

    @Argument(index = 0, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    private static final Duration LATE = Duration.ofSeconds(10);

    @Option(name = "--connectors", description = "List connectors with their owners")
    boolean connectors;

    @Option(name = "--json", description = "Print JSON for programs")
    boolean json;

    @Override
    void run(Cluster shared, PrintStream out) {
        if (connectors) {
            list(shared.connectors(), out);
        } else {
            nodes(shared, out);
        }
    }

    private void nodes(Cluster shared, PrintStream out) {
        if (json) {
            out.println(JsonOutput.text(shared.nodes().stream().map(node -> JsonOutput.object("name", node.name(), "atWork", node.presence().atWork(),
                    "joining", node.presence().joining(), "coordinator", node.presence().coordinator(), "drained", node.drained(), "full",
                    node.load().full().orElse(null), "connectors", node.load().connectors(), "configured", node.load().configured(), "most",
                    node.load().most(), "version", node.version(), "lastSeenSeconds", node.presence().lastSeen().toSeconds())).toList()));
            return;
        }
        say(out, "this is node " + shared.self() + ", by " + shared.engine());
        shared.problem().ifPresent(problem -> say(out, problem));
        Listing listing = new Listing("node", "state", "connectors", "configured", "version", "heard of");
        shared.nodes().forEach(node -> listing.row(node.name(), state(node), node.load().connectors(), node.load().configured(), node.version(),
                node.presence().atWork() && node.presence().lastSeen().compareTo(LATE) < 0
                        ? "now"
                        : node.presence().lastSeen().toSeconds() + " s ago"));
        listing.print(out, width());
        shared.nodes().forEach(node -> node.load().full().ifPresent(why -> say(out, node.name() + " takes no new calls, and no connectors while"
                + " others do: " + why)));
    }

    private static String state(ClusterNode node) {
        if (!node.presence().atWork()) {
            return "away";
        }
        String state = node.drained() ? "drained" : node.presence().joining() ? "joining" : node.load().full().isPresent() ? "full" : "at work";
        return state + (node.presence().coordinator() ? ", coordinates" : "");
    }

    private void list(List<SharedConnector> all, PrintStream out) {
        if (json) {
            out.println(JsonOutput.text(all.stream().map(each -> JsonOutput.object("id", each.id().value(), "owner", each.owner().orElse(null),
                    "assigned", each.assigned().orElse(null), "epoch", each.epoch(), "pinned", each.pinned().orElse(null), "configured",
                    each.configured().stream().sorted().toList(), "differs", each.differs())).toList()));
            return;
        }
        Listing listing = new Listing("id", "owner", "epoch", "remarks");
        all.forEach(each -> listing.row(each.id().value(), each.owner().orElse("none"), each.epoch(), remarks(each)));
        listing.print(out, width());
    }

    private static String remarks(SharedConnector connector) {
        StringBuilder remarks = new StringBuilder();
        if (!connector.assigned().equals(connector.owner())) {
            remarks.append(connector.assigned().map(node -> "on its way to " + node).orElse("no node can have it"));
        }
        connector.pinned().ifPresent(node -> remarks.append(remarks.isEmpty() ? "" : "; ").append("pinned to ").append(node));
        if (connector.differs()) {
            remarks.append(remarks.isEmpty() ? "" : "; ").append("its configurations are not the same on all nodes");
        }
        return remarks.toString();
    }
}
