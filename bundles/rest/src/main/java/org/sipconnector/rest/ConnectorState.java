/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Connector;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.session.CallPhase;
import org.sipconnector.api.session.SessionCall;
import org.sipconnector.spi.explanation.Absence;
import org.sipconnector.spi.explanation.ConnectorTrouble;
import org.sipconnector.spi.explanation.Overview;

/**
 * A connector in a few words.
 *
 * @param account its address of record, or {@code guest}
 * @param call    absent without one
 * @param ringing who calls and waits for an answer
 * @param trouble why it does not work as it should; absent when it does
 */
record ConnectorState(String id, String account, ServerUse server, ConnectorStatus status, Optional<OngoingCall> call, List<String> ringing,
        Optional<String> trouble) {

    /**
     * Its server.
     *
     * @param inUse where the connection is to, when there is one
     */
    record ServerUse(String configured, Optional<String> inUse, String transport) {}

    /**
     * What it is at.
     *
     * @param system for programs, such as {@code readyToCall}
     * @param text   for people
     */
    record ConnectorStatus(String system, String text, boolean connected, boolean registered, boolean drained) {}

    /**
     * Its call.
     *
     * @param phase   for programs, such as {@code inRoom}
     * @param text    for people
     * @param muted   what is muted
     * @param quality absent before streams have been looked at
     */
    record OngoingCall(String phase, String text, boolean established, CallPeer with, Optional<Instant> since, List<MediaKind> muted,
            Optional<CallGlance> quality) {}

    /** With whom. */
    record CallPeer(boolean answering, Optional<String> number, Optional<String> room, Optional<String> participant) {}

    static ConnectorState of(Connector connector, Absence absence) {
        Overview overview = new Overview(connector, absence);
        ServerUse server = new ServerUse(connector.configuration().server(), overview.inUse().map(ConnectionConfiguration::server),
                connector.configuration().transport().name());
        ConnectorStatus status = new ConnectorStatus(overview.systemStatus(), overview.status(),
                overview.ofSession(session -> session.connection().established(), false), overview.registered(), overview.draining());
        Optional<OngoingCall> call = overview.ofSession(session -> Optional.of(session.call()), Optional.<SessionCall>empty())
                .filter(present -> present.phase() != CallPhase.IDLE).map(present -> call(overview, present, connector));
        return new ConnectorState(connector.id().value(), overview.account(), server, status, call,
                overview.ofSession(session -> session.incoming().ringing().stream().map(ringing -> Overview.name(ringing.caller())).toList(),
                        List.of()),
                ConnectorTrouble.of(connector));
    }

    private static OngoingCall call(Overview overview, SessionCall call, Connector connector) {
        return new OngoingCall(call.phase().text().replace("call:", ""), overview.call(), overview.callSnapshot().state().active(),
                new CallPeer(call.answering(), call.number(), call.room(), call.participantName()), call.startedAt(), overview.muted().kinds(),
                CallGlance.of(connector));
    }
}
