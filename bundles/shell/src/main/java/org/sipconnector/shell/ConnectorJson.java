/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.Connector;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.session.SessionCall;
import org.sipconnector.spi.explanation.Overview;

/** What commands print of a connector for programs. */
final class ConnectorJson {

    private ConnectorJson() {}

    static Map<String, Object> of(Overview overview) {
        Connector connector = overview.connector();
        Optional<SessionCall> call = overview.ofSession(session -> Optional.of(session.call()), Optional.empty());
        return JsonOutput.object("id", connector.id().value(), "account", overview.account(), "server",
                connector.configuration().server().toString(),
                "serverInUse", overview.inUse().map(ConnectionConfiguration::server),
                "transport", connector.configuration().transport().name(),
                "status", overview.systemStatus(),
                "registered", overview.registered(), "drained", overview.draining(),
                "call", call.map(present -> JsonOutput.object("phase", present.phase().text().replace("call:", ""),
                        "established", overview.callSnapshot().state().active(),
                        "number", present.number(), "answering", present.answering(), "room", present.room(),
                        "participant", present.participantName(), "since", present.startedAt().map(Object::toString),
                        "muted", MutingCommand.devices(overview.muted().kinds()))),
                "ringing", overview.ofSession(session -> session.incoming().ringing().stream()
                        .map(ringing -> Overview.name(ringing.caller())).toList(), List.of()));
    }
}
