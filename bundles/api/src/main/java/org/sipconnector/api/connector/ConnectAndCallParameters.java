/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.util.Optional;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.RedialPolicy;

/**
 * What to connect with and whom to call.
 *
 * @param connection absent for what the connector was configured with
 * @param call       the call
 * @param policy     what is worth redialling
 */
public record ConnectAndCallParameters(Optional<AutoConnectorParameters> connection, CallParameters call,
        RedialPolicy policy) {

    public ConnectAndCallParameters(Optional<AutoConnectorParameters> connection, CallParameters call) {
        this(connection, call, RedialPolicy.STANDARD);
    }

    /** Calls this conference with everything as the connector was configured. */
    public static ConnectAndCallParameters to(String conference) {
        return new ConnectAndCallParameters(Optional.empty(), CallParameters.to(conference));
    }
}
