package org.sipconnector.media.sdp;

import java.util.List;

/**
 * What the other side said in an exchange, turned into an offer that a fresh connection can answer, to be where the lost
 * one was: the same lines and the same DTLS roles (RFC 8842), which may not change later. Candidates are left out, since
 * the credentials they belong to are gone.
 */
public final class AgreedText {

    private static final String SETUP = "setup";

    private AgreedText() {
    }

    /** Our offer was answered with this. */
    public static String ofAnswer(SessionText answer) {
        return without(answer, "");
    }

    /** We answered this offer. */
    public static String ofOffer(SessionText offer, SessionText ourAnswer) {
        boolean active = MediaText.value(ourAnswer.head(), SETUP)
                .or(() -> ourAnswer.media().stream().flatMap(media -> media.attribute(SETUP).stream()).findFirst())
                .filter("active"::equals).isPresent();
        return without(offer, active ? "passive" : "active");
    }

    /** @param role of the other side; empty to leave what it said */
    private static String without(SessionText text, String role) {
        return new SessionText(turned(text.head(), role), text.media().stream()
                .map(media -> new MediaText(turned(media.withoutCandidates().lines(), role))).toList()).text();
    }

    private static List<String> turned(List<String> lines, String role) {
        return lines.stream().map(line -> !role.isEmpty() && line.startsWith("a=" + SETUP + ":") ? "a=" + SETUP + ":" + role : line).toList();
    }
}
