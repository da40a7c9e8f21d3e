/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.healthchecks;

import java.util.Optional;
import java.util.function.Function;
import org.sipconnector.api.Connector;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.connector.ConnectorSnapshot;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.session.SessionManager;

/** A connector as JMX shows it: an open type needs a class with getters. */
public final class ConnectorView {

    private final String id;
    private final String server;
    private final String status;
    private final boolean registered;
    private final boolean drained;
    private final String call;

    private ConnectorView(Connector connector) {
        id = connector.id().value();
        server = connector.configuration().server().toString();
        status = of(connector, SessionManager.class, session -> session.systemStatus().text().replace("system:", "")).orElse("unknown");
        registered = of(connector, SessionManager.class, session -> session.connection().registered()).orElse(false);
        drained = of(connector, SipConnector.class, ConnectorSnapshot::draining).orElse(false);
        call = of(connector, CallManager.class, snapshot -> snapshot.state().name()).orElse("unknown");
    }

    static ConnectorView of(Connector connector) {
        return new ConnectorView(connector);
    }

    /** Empty without that manager, and when the connector was closed, or its kernel replaced, meanwhile. */
    private static <S, M extends HasSnapshot<S>, R> Optional<R> of(Connector connector, Class<M> api, Function<S, R> reading) {
        try {
            return connector.has(api) ? Optional.ofNullable(connector.manager(api).snapshot()).map(reading) : Optional.empty();
        } catch (SipConnectorException gone) {
            return Optional.empty();
        }
    }

    public String getId() {
        return id;
    }

    public String getServer() {
        return server;
    }

    /** Such as {@code readyToCall}. */
    public String getStatus() {
        return status;
    }

    public boolean isRegistered() {
        return registered;
    }

    /** Whether it takes no new calls. */
    public boolean isDrained() {
        return drained;
    }

    /** Such as {@code IDLE} and {@code IN_CALL}. */
    public String getCall() {
        return call;
    }
}
