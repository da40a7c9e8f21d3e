/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.util.Optional;

/**
 * The coordinator as it is.
 *
 * @param draining    whether new calls are refused
 * @param session     the latest connect-and-call session, absent before the first
 * @param phase       how far it is
 * @param closeReason why it is over
 * @param roomHeld    whether a hang-up keeps it from calling the room that its configuration names
 * @param outdated    whether the connection was made before the configuration changed, and is made anew when the call is over
 */
public record ConnectorSnapshot(boolean draining, Optional<String> session, ConnectAndCallPhase phase,
        Optional<CloseReason> closeReason, boolean roomHeld, boolean outdated) {

    public static final ConnectorSnapshot IDLE =
            new ConnectorSnapshot(false, Optional.empty(), ConnectAndCallPhase.IDLE, Optional.empty(), false, false);
}
