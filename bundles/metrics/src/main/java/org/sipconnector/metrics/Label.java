/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import java.util.Locale;
import org.sipconnector.api.connection.ConnectionLimitException;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connection.RequestFailedException;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

/** Values of labels. All are our own words: what a remote party sends never becomes one. */
final class Label {

    static final String CONNECTOR = "connector";
    static final String STATE = "state";
    static final String CAUSE = "cause";
    static final String DIRECTION = "direction";

    private static final int MOST_CAUSES = 10;

    private Label() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String of(SipFailure failure) {
        return of(failure.cause());
    }

    /** The kind of error, as far as it has one. */
    static String of(Throwable error) {
        Throwable next = error;
        for (int i = 0; i < MOST_CAUSES && next != null; i++) {
            if (next instanceof RegistrationFailedException refused) {
                return of(refused.failure());
            }
            if (next instanceof RequestFailedException refused) {
                return of(refused.failure());
            }
            if (next instanceof DisconnectedException || next instanceof ConnectionLimitException && next.getCause() == null) {
                return of(SipCause.CONNECTION_ERROR);
            }
            next = next.getCause();
        }
        return "other";
    }

    static String direction(boolean incoming) {
        return incoming ? "incoming" : "outgoing";
    }
}
