/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

import java.util.Optional;
import org.sipconnector.api.Connector;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.autoconnector.AutoConnectorSnapshot;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.session.SessionSnapshot;

/** Why a connector does not work as it should, in words for operators. */
public final class ConnectorTrouble {

    private ConnectorTrouble() {}

    /** The reason; what is over and mended is none. */
    public static Optional<String> of(Connector connector) {
        if (!connector.has(SessionManager.class)) {
            return Optional.of("its managers are not installed");
        }
        SessionSnapshot session = connector.manager(SessionManager.class).snapshot();
        if (isDisconnectedByCommand(connector)) {
            return Optional.of("disconnected by command");
        }
        if (!session.connection().established()) {
            return session.connection().lastError().or(() -> session.autoConnector().lastError()).map(FailureText::ofLast);
        }
        if (connector.configuration().register() && !session.connection().registered()) {
            return session.connection().lastError().map(FailureText::ofLast);
        }
        return session.inCall() || !connector.has(CallManager.class)
                ? Optional.empty()
                : connector.manager(CallManager.class).snapshot().status().lastError().filter(error -> !FailureText.isHangUp(error))
                        .map(error -> "last call: " + FailureText.ofCall(error));
    }

    /** Whether it would be connected by its configuration, had nobody told it to disconnect. */
    public static boolean isDisconnectedByCommand(Connector connector) {
        if (!connector.configuration().connectOnStart() || !connector.has(AutoConnectorManager.class)) {
            return false;
        }
        AutoConnectorSnapshot watch = connector.manager(AutoConnectorManager.class).snapshot();
        if (watch.state() != AutoConnectorState.IDLE || watch.waitsForNetwork() || !connector.has(SessionManager.class)) {
            return false;
        }
        SessionSnapshot session = connector.manager(SessionManager.class).snapshot();
        return session.connection().disconnected() || session.connection().idle();
    }
}
