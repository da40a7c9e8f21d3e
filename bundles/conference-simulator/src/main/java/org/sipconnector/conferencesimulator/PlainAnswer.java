package org.sipconnector.conferencesimulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers offers without DTLS, which no WebRTC engine can serve: every line is accepted with its first format and held
 * inactive, so that signalling works and no media flows (RFC 3264 section 6).
 */
final class PlainAnswer {

    private static final String DISCARD_PORT = "9";

    private PlainAnswer() {
    }

    /** Whether only such an answer is possible. */
    static boolean fits(String offer) {
        return !offer.contains("a=fingerprint:");
    }

    static String to(String offer, String host) {
        String family = host.contains(":") ? "IP6 " : "IP4 ";
        List<String> lines = new ArrayList<>(List.of("v=0", "o=- 1 1 IN " + family + host, "s=-",
                "c=IN " + family + host, "t=0 0"));
        for (String line : offer.split("\\R")) {
            if (line.startsWith("m=")) {
                String[] parts = line.split(" ");
                if (parts.length < 4 || parts[1].equals("0")) {
                    lines.add(parts[0] + " 0 " + String.join(" ", List.of(parts).subList(2, parts.length)));
                } else {
                    lines.add(parts[0] + " " + DISCARD_PORT + " " + parts[2] + " " + parts[3]);
                    lines.add("a=inactive");
                }
            }
        }
        return String.join("\r\n", lines) + "\r\n";
    }
}
