/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connectionqueue;

import org.sipconnector.api.SipConnectorException;

/** A connect is no longer wanted: a later one has taken its place, or a disconnect or stop has given it up. */
public final class SupersededException extends SipConnectorException {

    private final boolean overtaken;

    private SupersededException(boolean overtaken) {
        super(overtaken ? "a later connect has taken the place of this one" : "this connect was given up by a disconnect");
        this.overtaken = overtaken;
    }

    /** A later connect takes its place. */
    public static SupersededException byLaterConnect() {
        return new SupersededException(true);
    }

    /** A disconnect or a stop gives it up. */
    public static SupersededException byDisconnect() {
        return new SupersededException(false);
    }

    /** Whether a later connect has taken its place; else it was given up. */
    public boolean overtaken() {
        return overtaken;
    }

    /** Whether this is why something failed. */
    public static boolean is(Throwable error) {
        return error instanceof SupersededException;
    }
}
