/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;

/** Completes ids of open connectors. */
@Service
public final class ConnectorIdCompleter implements Completer {

    @Reference(optional = true)
    Connectors connectors;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        StringsCompleter ids = new StringsCompleter();
        Stream.ofNullable(connectors).flatMap(all -> all.all().stream()).map(Connector::id).map(Object::toString).forEach(ids.getStrings()::add);
        return ids.complete(session, line, candidates);
    }
}
