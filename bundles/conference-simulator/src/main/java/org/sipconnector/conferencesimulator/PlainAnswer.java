/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers one call's offers without DTLS, which no WebRTC engine can serve: each line of plain RTP is accepted with one
 * format and held inactive, so that signalling works and no media flows; every other line is rejected, since this server
 * has no keys for it (RFC 3264 section 6, RFC 4568 section 5.1.2). On the simulator's executor only.
 */
final class PlainAnswer {

    private static final int MOST_LINES = 64;

    private final String address;
    private final long session = System.currentTimeMillis();
    private long version = session;
    private String latest = "";

    /** @param host address of this server */
    PlainAnswer(String host) {
        address = (host.contains(":") ? "IP6 " : "IP4 ") + host;
    }

    /** Whether only such an answer is possible. */
    static boolean fits(String offer) {
        return !offer.contains("a=fingerprint:");
    }

    /** The answer; empty when the offer is no session description, or has no line that can be accepted. */
    Optional<String> to(String offer) {
        List<String> lines = offer.lines().toList();
        List<PlainLine> media = PlainLine.in(lines);
        boolean sound = !lines.isEmpty() && lines.get(0).equals("v=0") && lines.stream().allMatch(line -> line.matches("[a-z]=.*"));
        if (!sound || media.size() > MOST_LINES || media.stream().noneMatch(PlainLine::acceptable)) {
            return Optional.empty();
        }
        List<String> body = new ArrayList<>(List.of("s=-", "c=IN " + address));
        // the offer's time is also the answer's (RFC 3264 section 6)
        body.add(lines.stream().filter(line -> line.startsWith("t=")).findFirst().orElse("t=0 0"));
        media.forEach(line -> body.addAll(line.answer()));
        String text = String.join("\r\n", body) + "\r\n";
        if (!latest.isEmpty() && !latest.equals(text)) {
            version++;
        }
        latest = text;
        return again();
    }

    /** What was answered last, to be offered again; empty before the first answer. */
    Optional<String> again() {
        return latest.isEmpty()
                ? Optional.empty()
                : Optional.of("v=0\r\no=- " + session + " " + version + " IN " + address + "\r\n" + latest);
    }
}
