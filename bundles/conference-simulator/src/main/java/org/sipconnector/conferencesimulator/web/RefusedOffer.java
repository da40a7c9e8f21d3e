/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.web;

/** An offer is answered with an HTTP status other than 200. */
public final class RefusedOffer extends RuntimeException {

    private final int status;

    public RefusedOffer(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
