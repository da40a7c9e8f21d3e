/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.presentation;

import org.jspecify.annotations.Nullable;
import org.sipconnector.api.SipConnectorException;

/** A presentation could not be started, changed or stopped. */
public final class PresentationException extends SipConnectorException {

    public enum Reason {
        ALREADY_STARTED("Presentation is already started"),
        NOT_STARTED("Presentation has not started yet"),
        ATTACH_FAILED("Failed to attach presentation track"),
        RENEGOTIATION_FAILED("Presentation renegotiation failed"),
        /** Every attempt failed; the cause is what ended the last. */
        LIMIT_REACHED("call limit is reached"),
        CANCELED("canceled");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    private final Reason reason;

    public PresentationException(Reason reason) {
        this(reason, null);
    }

    public PresentationException(Reason reason, @Nullable Throwable cause) {
        super(cause == null || cause.getMessage() == null ? reason.text : reason.text + ": " + cause.getMessage(), cause);
        this.reason = reason;
    }

    /** After so many attempts. */
    public static PresentationException limitReached(int attempts, Throwable last) {
        return new PresentationException(attempts, last);
    }

    private PresentationException(int attempts, Throwable last) {
        super("call limit (" + attempts + ") is reached: " + last.getMessage(), last);
        this.reason = Reason.LIMIT_REACHED;
    }

    public Reason reason() {
        return reason;
    }
}
