/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.callreconnect;

import java.time.Duration;
import org.sipconnector.api.SipConnectorException;

/** The connection did not come back in time for a lost call to be set up again. */
public final class SignalingTimeoutException extends SipConnectorException {

    public SignalingTimeoutException(Duration waited) {
        super("Wait signaling ready timeout after " + waited.toMillis() + "ms");
    }
}
