/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import org.sipconnector.api.masking.Masking;

/** A STUN or TURN server that cannot be used; the message says in one line which and what is allowed, without secrets. */
public final class InvalidIceServerException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 100;

    /**
     * @param url     the address as it was given
     * @param allowed what would be right
     */
    public InvalidIceServerException(String url, String allowed) {
        super("'" + printable(url) + "' is no ICE server: " + allowed);
    }

    private static String printable(String url) {
        String line = Masking.text(url).replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }
}
