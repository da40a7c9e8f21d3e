/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import org.jspecify.annotations.Nullable;
import org.sipconnector.api.callreconnect.SignalingTimeoutException;
import org.sipconnector.api.connection.DisconnectedException;
import org.sipconnector.api.connection.RegistrationFailedException;
import org.sipconnector.api.connection.TelephonyNotAvailableException;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

/** What to tell a user when connecting or calling failed. */
public enum FailureKind {
    WRONG_USER_OR_PASSWORD,
    /** The other side cannot make anything of the media offered, or we of theirs. */
    BAD_MEDIA_ERROR,
    /** Nobody has that number. */
    NOT_FOUND_ERROR,
    /** The server was not reached, or the connection to it was lost. */
    WS_CONNECTION_FAILED,
    /** Anything else, at an address that is known: {@link FailureDetails#link()}. */
    CONNECT_SERVER_FAILED_BY_LINK,
    /** Anything else. */
    CONNECT_SERVER_FAILED;

    /** @param failed what a stage failed with, or its cause; null for an error that nobody knows */
    public static FailureKind of(@Nullable Throwable failed) {
        if (failed == null) {
            return CONNECT_SERVER_FAILED;
        }
        Throwable error = FailureDetails.telling(failed);
        if (error instanceof RegistrationFailedException refused && refused.forbidden()
                || failed(error, SipCause.AUTHENTICATION_ERROR)) {
            return WRONG_USER_OR_PASSWORD;
        }
        if (failed(error, SipCause.BAD_MEDIA_DESCRIPTION) || failed(error, SipCause.INCOMPATIBLE_SDP)) {
            return BAD_MEDIA_ERROR;
        }
        if (failed(error, SipCause.NOT_FOUND)) {
            return NOT_FOUND_ERROR;
        }
        boolean unreached = error instanceof DisconnectedException || error instanceof TelephonyNotAvailableException
                || error instanceof SignalingTimeoutException;
        if (unreached || failed(error, SipCause.CONNECTION_ERROR)) {
            return WS_CONNECTION_FAILED;
        }
        return FailureDetails.of(error).link().isPresent() ? CONNECT_SERVER_FAILED_BY_LINK : CONNECT_SERVER_FAILED;
    }

    private static boolean failed(Throwable error, SipCause cause) {
        return FailureDetails.failure(error).map(SipFailure::cause).filter(cause::equals).isPresent();
    }
}
