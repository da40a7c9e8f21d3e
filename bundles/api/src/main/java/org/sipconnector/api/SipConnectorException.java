package org.sipconnector.api;

/** The root of all typed errors of SIP Connector. The message says what failed and, where known, what to do. */
public class SipConnectorException extends RuntimeException {

    public SipConnectorException(String message) {
        super(message);
    }

    public SipConnectorException(String message, Throwable cause) {
        super(message, cause);
    }
}
