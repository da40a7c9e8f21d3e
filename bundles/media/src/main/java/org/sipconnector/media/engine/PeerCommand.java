/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

/**
 * What was asked of a peer connection.
 *
 * @param name        the command's name
 * @param transceiver the line it is for, empty for the whole connection
 * @param request     by which its outcome is told, empty for none
 */
record PeerCommand(String name, String transceiver, String request) {

    /** The same, which failed because of this line. */
    PeerCommand on(String line) {
        return new PeerCommand(name, line, request);
    }
}
