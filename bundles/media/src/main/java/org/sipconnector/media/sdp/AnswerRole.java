/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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
    private static String waiting(String answer) {
        return answer.replace(OURS + "\r\n", THEIRS + "\r\n");
    }

    /**
     * An answer to an offer of ours: while its author shows the former certificate an association goes on, in which each side
     * has the role it had (RFC 8842 section 5.3), whatever those say who always answer that they begin. Lines of a bundle share
     * one; a line that has its own and is new begins as it says.
     */
    public static SessionText kept(SessionText former, SessionText answer) {
        if (renewed(former, answer)) {
            return answer;
        }
        Map<String, String> roles = new HashMap<>();
        former.media().stream().filter(line -> !line.rejected()).forEach(line -> line.mid().ifPresent(mid -> line.lines().stream()
                .filter(List.of(OURS, THEIRS)::contains).findFirst().ifPresent(role -> roles.put(mid, role))));
        return inRoles(answer, roles);
    }

    private static SessionText inRoles(SessionText answer, Map<String, String> roles) {
        List<List<String>> bundles = BundleText.groups(answer.head());
        return answer.withMedia(answer.media().stream().map(line -> line.mid()
                .flatMap(mid -> together(mid, bundles).filter(roles::containsKey).findFirst())
                .map(mid -> with(line, roles.get(mid))).orElse(line)).toList());
    }

    /** The lines that share a transport with this one, the first in front. */
    private static Stream<String> together(String mid, List<List<String>> bundles) {
        return Stream.concat(bundles.stream().filter(bundle -> bundle.contains(mid)).flatMap(List::stream), Stream.of(mid));
    }

    /** The answer as the offer's roles leave it, line by line, since each may have a transport of its own. */
    public static SessionText fitting(SessionText offer, SessionText answer) {
        Map<String, String> roles = new HashMap<>();
        offer.media().stream().filter(line -> !line.rejected()).forEach(line -> line.mid().ifPresent(mid -> line.lines().stream()
                .filter(List.of(OURS, THEIRS)::contains).findFirst().ifPresent(role -> roles.put(mid, role.equals(OURS) ? THEIRS : OURS))));
        return inRoles(answer, roles);
    }

    /** The offer for a connection that has agreed before: the library lets nobody leave it another role than it had. */
    public static SessionText open(SessionText offer) {
        return with(offer, OPEN);
    }

    private static SessionText with(SessionText description, String role) {
        return description.withMedia(description.media().stream().map(line -> with(line, role)).toList());
    }

    private static MediaText with(MediaText line, String role) {
        return new MediaText(line.lines().stream().map(text -> text.startsWith("a=setup:") ? role : text).toList());
    }
}
