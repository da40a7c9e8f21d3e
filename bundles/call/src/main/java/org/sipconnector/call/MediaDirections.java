/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.ArrayList;
import java.util.List;

/** What directions a description gives its media (RFC 3264 section 8.4). */
final class MediaDirections {

    private MediaDirections() {}

    /** Whether it puts us on hold: none of its lines wants to receive. */
    static boolean hold(String sdp) {
        List<String> directions = directions(sdp);
        return !directions.isEmpty() && directions.stream().noneMatch(MediaDirections::receiving);
    }

    /** Whether nothing is to flow either way. */
    static boolean inactive(String sdp) {
        List<String> directions = directions(sdp);
        return !directions.isEmpty() && directions.stream().allMatch("inactive"::equals);
    }

    /** Of the lines that are not refused. */
    private static List<String> directions(String sdp) {
        List<String> directions = new ArrayList<>();
        String session = "sendrecv";
        boolean media = false;
        boolean live = false;
        for (String line : sdp.lines().toList()) {
            if (line.startsWith("m=")) {
                media = true;
                live = accepted(line);
                if (live) {
                    directions.add(session);
                }
            } else if (direction(line)) {
                String its = line.substring(2).strip();
                if (!media) {
                    session = its;
                } else if (live) {
                    directions.set(directions.size() - 1, its);
                }
            }
        }
        return directions;
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
