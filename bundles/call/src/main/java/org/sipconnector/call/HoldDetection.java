/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;

/** Recognises an offer that puts us on hold (RFC 3264 section 8.4): none of its lines wants to receive. */
final class HoldDetection {

    private HoldDetection() {}

    static boolean asked(String sdp) {
        List<String> lines = sdp.lines().toList();
        String session = "sendrecv";
        String current = null;
        boolean live = false;
        int media = 0;
        boolean receives = false;
        for (String line : lines) {
            if (line.startsWith("m=")) {
                receives |= live && receiving(current);
                live = accepted(line);
                current = session;
                media += live ? 1 : 0;
            } else if (direction(line)) {
                if (current == null) {
                    session = line.substring(2).strip();
                } else {
                    current = line.substring(2).strip();
                }
            }
        }
        receives |= live && receiving(current);
        return media > 0 && !receives;
    }

    /** A line with port 0 is rejected or over. */
    private static boolean accepted(String mediaLine) {
        String[] parts = mediaLine.split(" ");
        return parts.length > 1 && !parts[1].equals("0");
    }

    private static boolean direction(String line) {
        String text = line.strip();
        return text.equals("a=sendrecv") || text.equals("a=sendonly") || text.equals("a=recvonly") || text.equals("a=inactive");
    }

    private static boolean receiving(String direction) {
        return direction.equals("sendrecv") || direction.equals("recvonly");
    }
}
