/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who begins the DTLS handshake where an answer may choose (RFC 8842 section 5.3). Usually the answerer does, as soon as it
 * can send. When the other side was made anew in the middle of a call it must not: our old way to it seems to work for
 * seconds more, the handshake would begin there, and each lost message doubles the time until the next. The other side,
 * which has the new way only, begins on it, and by that shows it to us.
 */
public final class AnswerRole {

    private static final String OURS = "a=setup:active";
    private static final String THEIRS = "a=setup:passive";
    private static final String OPEN = "a=setup:actpass";

    private AnswerRole() {}

    /**
     * The answer of a connection that went on.
     *
     * @param former what the other side agreed to last; without lines before the first exchange
     * @param offer  what is answered
     * @param answer as the library wants to answer
     */
    public static String choose(SessionText former, SessionText offer, String answer) {
        boolean free = offer.media().stream().filter(line -> !line.rejected()).allMatch(line -> line.lines().contains(OPEN));
        return renewed(former, offer) && free ? waiting(answer) : answer;
    }

    /** Whether the other side was made anew: its certificate is another one. */
    public static boolean renewed(SessionText former, SessionText offer) {
        Set<String> known = former.fingerprints();
        return !known.isEmpty() && Collections.disjoint(known, offer.fingerprints());
    }

    /** The answer that leaves the beginning to the other side. */
    public static String waiting(String answer) {
        return answer.replace(OURS + "\r\n", THEIRS + "\r\n");
    }

    /**
     * An answer to an offer of ours: while its author shows the former certificate the association goes on, in which each side
     * has the role it had (RFC 8842 section 5.3), whatever those say who always answer that they begin.
     */
    public static SessionText kept(SessionText former, SessionText answer) {
        Optional<String> role = former.media().stream().flatMap(line -> line.lines().stream()).filter(List.of(OURS, THEIRS)::contains).findFirst();
        return role.isEmpty() || renewed(former, answer) ? answer : with(answer, role.get());
    }

    /** Whether the offer says that its author begins. */
    public static boolean isTaken(SessionText offer) {
        return offer.media().stream().anyMatch(line -> line.lines().contains(OURS));
    }

    /** The offer for a connection that was made again, to which the library lets nobody leave another role than it had. */
    public static SessionText open(SessionText offer) {
        return with(offer, OPEN);
    }

    private static SessionText with(SessionText description, String role) {
        return description.withMedia(description.media().stream().map(line -> new MediaText(line.lines().stream()
                .map(text -> text.startsWith("a=setup:") ? role : text).toList())).toList());
    }
}
