/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.connection.ConnectionCanceledException;
import org.sipconnector.api.connection.NotReadyForConnectionException;
import org.sipconnector.api.connectionqueue.SupersededException;

/** Tells failures to connect that somebody wanted from those that nobody did. */
final class Cancellations {

    private Cancellations() {}

    static boolean is(AutoConnectResult result) {
        return result.reason() == AutoConnectResult.Reason.CANCELLED
                || result.error().filter(Cancellations::is).isPresent();
    }

    private static boolean is(Throwable error) {
        return error instanceof ConnectionCanceledException || error instanceof NotReadyForConnectionException
                || SupersededException.is(error);
    }
}
