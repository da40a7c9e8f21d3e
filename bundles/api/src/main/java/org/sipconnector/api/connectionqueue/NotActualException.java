package org.sipconnector.api.connectionqueue;

import org.sipconnector.api.SipConnectorException;

/** A later wish, or a stop, has taken this one's place. */
public final class NotActualException extends SipConnectorException {

    public NotActualException() {
        super("Promise is not actual");
    }

    /** Whether this is why something failed. */
    public static boolean is(Throwable error) {
        return error instanceof NotActualException;
    }
}
