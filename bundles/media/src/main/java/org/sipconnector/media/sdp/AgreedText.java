/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What the other side said in an exchange, turned into an offer that a fresh connection can answer, to be where the lost
 * one was: the same lines and the same DTLS roles (RFC 8842). Candidates are left out, since
 * the credentials they belong to are gone.
 */
public final class AgreedText {

    private static final String SETUP = "setup";
    /** What nobody has, in place of what begins like it. */
    private static final Map<String, String> NOBODY = Map.of("a=fingerprint:", "sha-256 " + "00:".repeat(31) + "00",
            "a=ice-ufrag:", "nobody", "a=ice-pwd:", "nobody-has-this-password");

    private AgreedText() {}

    /** Our offer was answered with this. */
    public static String ofAnswer(SessionText answer) {
        return without(answer, line -> "");
    }

    /** We answered this offer: what our answer leaves to the other side, line by line, since each may have a transport of its own. */
    public static String ofOffer(SessionText offer, SessionText ourAnswer) {
        Optional<String> general = MediaText.value(ourAnswer.head(), SETUP)
                .or(() -> ourAnswer.media().stream().flatMap(media -> media.attribute(SETUP).stream()).findFirst());
        List<MediaText> ours = ourAnswer.media();
        return without(offer.refusedBy(ourAnswer),
                line -> (line >= 0 && line < ours.size() ? ours.get(line).attribute(SETUP).or(() -> general) : general)
                        .filter("active"::equals).isPresent() ? "passive" : "active");
    }

    /** The same for a connection whose lines each get a transport. */
    public static String apart(String agreed) {
        SessionText text = SessionText.parse(agreed);
        return new SessionText(text.head().stream().filter(line -> !BundleText.isGroup(line)).toList(), text.media()).text();
    }

    /**
     * The same for a connection that is made again: with credentials and a certificate that nobody has, so that it reaches
     * nobody before the next exchange, which then begins a new DTLS association in whatever role (RFC 8842 section 5.1).
     * Where it may choose it begins the handshake, see {@link AnswerRole}. Bundles name their lines in order: a fresh connection
     * that need not bundle fails over a group that begins with a later line, and over one whose lines do not all share their
     * transport with RTCP, which need not have been said again in the latest answer. Sources (RFC 5576) are left out: nothing comes
     * from them before the next exchange, which names them, and the library has not judged all that was agreed.
     */
    public static SessionText reopened(String agreed) {
        SessionText text = SessionText.parse(agreed);
        List<String> mids = text.media().stream().flatMap(media -> media.mid().stream()).toList();
        return new SessionText(ofNobody(BundleText.ordered(text.head(), mids)),
                BundleText.muxed(text).stream().map(media -> new MediaText(ofNobody(withoutSources(media.lines())))).toList());
    }

    private static List<String> withoutSources(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("a=ssrc:") && !line.startsWith("a=ssrc-group:")).toList();
    }

    private static List<String> ofNobody(List<String> lines) {
        return turned(lines, "passive").stream().map(line -> NOBODY.entrySet().stream().filter(one -> line.startsWith(one.getKey()))
                .map(one -> one.getKey() + one.getValue()).findFirst().orElse(line)).distinct().toList();
    }

    /**
     * Empty when there is no line, which is as if nothing had been agreed.
     *
     * @param role of the other side in a line, below 0 in the head; empty to leave what it said
     */
    private static String without(SessionText text, IntFunction<String> role) {
        if (text.media().isEmpty()) {
            return "";
        }
        List<MediaText> media = new ArrayList<>();
        for (int i = 0; i < text.media().size(); i++) {
            media.add(new MediaText(turned(text.media().get(i).withoutCandidates().lines(), role.apply(i))));
        }
        return new SessionText(turned(text.head(), role.apply(-1)), media).text();
    }

    private static List<String> turned(List<String> lines, String role) {
        return lines.stream().map(line -> !role.isEmpty() && line.startsWith("a=" + SETUP + ":") ? "a=" + SETUP + ":" + role : line).toList();
    }
}
