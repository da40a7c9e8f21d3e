/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

/** Descriptions as short as the managers' interest in them. */
final class Sdp {

    private Sdp() {}

    static String offer() {
        return "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=sendrecv\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=sendrecv\r\n";
    }

    static String answer() {
        return offer();
    }
}
