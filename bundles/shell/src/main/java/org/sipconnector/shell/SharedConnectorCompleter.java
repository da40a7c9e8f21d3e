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

/** Completes ids of connectors that nodes share, wherever they are. */
@Service
public final class SharedConnectorCompleter implements Completer {

    @Reference(optional = true)
    Cluster cluster;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        try {
            List<String> ids = cluster == null ? List.of() : cluster.connectors().stream().map(each -> each.id().value()).toList();
            return new StringsCompleter(ids).complete(session, line, candidates);
        } catch (ClusterException unreachable) {
            return -1;
        }
    }
}
