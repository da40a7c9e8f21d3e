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
record Command(String name, String transceiver, String request) {

    /** The same, which failed because of this line. */
    Command on(String line) {
        return new Command(name, line, request);
    }
}
