/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Candidate;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.callhistory.CallHistoryManager;
import org.sipconnector.api.callhistory.CallRecord;

/** Completes rooms and numbers: those that the connectors' configurations name, and those of their last calls. */
@Service
public final class RoomCompleter extends ValueCompleter {

    @Reference(optional = true)
    Connectors connectors;

    @Override
    Stream<Candidate> values() {
        return Stream.ofNullable(connectors).flatMap(all -> all.all().stream()).flatMap(RoomCompleter::rooms).distinct().sorted()
                .map(room -> new Candidate(room, true));
    }

    private static Stream<String> rooms(Connector connector) {
        Stream<String> called = connector.has(CallHistoryManager.class)
                ? connector.manager(CallHistoryManager.class).snapshot().calls().stream().map(CallRecord::number)
                : Stream.empty();
        return Stream.concat(connector.configuration().call().room().stream(), called);
    }
}
