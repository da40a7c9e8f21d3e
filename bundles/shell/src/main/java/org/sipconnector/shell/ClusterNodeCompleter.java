/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.cluster.ClusterException;
import org.sipconnector.spi.cluster.ClusterNode;

/** Completes names of nodes. */
@Service
public final class ClusterNodeCompleter implements Completer {

    @Reference(optional = true)
    Cluster cluster;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        try {
            List<String> nodes = cluster == null ? List.of() : cluster.nodes().stream().map(ClusterNode::name).toList();
            return new StringsCompleter(nodes).complete(session, line, candidates);
        } catch (ClusterException unreachable) {
            return -1;
        }
    }
}
