/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.Connector;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;
import org.sipconnector.api.session.SystemStatus;

/** How many connectors and calls there are, by what they are doing. Every state is told, also one that nobody is in. */
final class ConnectorFigures {

    private static final String BEFORE_STATUS = "system:";

    private final Map<SystemStatus, Integer> byStatus = new EnumMap<>(SystemStatus.class);
    private final Map<CallState, Integer> calls = new EnumMap<>(CallState.class);
    private int unknown;
    private int registered;
    private int meantToRegister;
    private int drained;
    private int ringing;

    private ConnectorFigures() {}

    /** @param sipAtWork without it nobody is registered, whatever managers still show */
    static List<MetricSnapshot> of(Collection<Connector> connectors, boolean sipAtWork) {
        ConnectorFigures figures = new ConnectorFigures();
        connectors.forEach(connector -> figures.add(connector, sipAtWork));
        return figures.snapshots();
    }

    private void add(Connector connector, boolean sipAtWork) {
        CallState call = Snapshots.of(connector, CallManager.class).map(CallSnapshot::state).orElse(CallState.IDLE);
        calls.merge(call, 1, Integer::sum);
        drained += Snapshots.of(connector, SipConnector.class).filter(ConnectorSnapshot::draining).isPresent() ? 1 : 0;
        Optional<SessionSnapshot> session = Snapshots.of(connector, SessionManager.class);
        session.ifPresentOrElse(now -> add(now, call, sipAtWork), () -> unknown++);
    }

    private void add(SessionSnapshot session, CallState call, boolean sipAtWork) {
        byStatus.merge(status(session, call), 1, Integer::sum);
        registered += sipAtWork && session.connection().registered() ? 1 : 0;
        meantToRegister += session.connection().registerConfigured() ? 1 : 0;
        ringing += session.incoming().ringing().size();
    }

    /** A call that is up is active, also one to a peer that tells of no room. */
    private static SystemStatus status(SessionSnapshot session, CallState call) {
        SystemStatus status = session.systemStatus();
        return status == SystemStatus.CALL_CONNECTING && call == CallState.IN_CALL ? SystemStatus.CALL_ACTIVE : status;
    }

    private List<MetricSnapshot> snapshots() {
        Family connectors = new Family("connectors", "Connectors by what they are doing.");
        for (SystemStatus status : SystemStatus.values()) {
            connectors.with(byStatus.getOrDefault(status, 0), Label.STATE, status.text().substring(BEFORE_STATUS.length()));
        }
        Family up = new Family("calls", "Calls that are up, being made or being ended.");
        for (CallState state : CallState.values()) {
            if (state != CallState.IDLE) {
                up.with(calls.getOrDefault(state, 0), Label.STATE, Label.of(state));
            }
        }
        return List.of(connectors.with(unknown, Label.STATE, "unknown").gauge(), up.gauge(),
                new Family("ringing_calls", "Calls that ring here.").with(ringing).gauge(),
                new Family("registered_connectors", "Connectors that are registered.").with(registered).gauge(),
                new Family("registering_connectors", "Connectors in use that are meant to be registered.").with(meantToRegister).gauge(),
                new Family("drained_connectors", "Connectors that take no new calls.").with(drained).gauge());
    }
}
