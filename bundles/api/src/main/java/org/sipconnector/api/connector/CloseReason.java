/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

/** Why a connect-and-call session is over; the first reason counts. */
public enum CloseReason {
    COMPLETED("completed"),
    /** The user hung up or disconnected. */
    MANUAL("manual"),
    CANCELLED("cancelled"),
    INITIAL_CALL_FAILED("initial-call-failed"),
    REDIAL_EXHAUSTED("redial-exhausted"),
    AUTO_CONNECT_FAILED("auto-connect-failed"),
    AUTO_CONNECTOR_ACTIVE("auto-connector-active");

    private final String text;

    CloseReason(String text) {
        this.text = text;
    }

    /** The reason's public spelling. */
    public String text() {
        return text;
    }
}
