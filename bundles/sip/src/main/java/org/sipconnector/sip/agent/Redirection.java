/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sipconnector.sip.message.HeaderAddress;
import org.sipconnector.sip.message.IncomingResponse;

/**
 * Where else a request may be answered, by the Contacts of 3xx responses (RFC 3261 section 8.1.3.4): the likeliest first,
 * none twice, a few at most.
 */
final class Redirection {

    private static final int MOST = 5;
    private static final String Q = "[01](\\.\\d{0,3})?";
    private static final Pattern METHOD = Pattern.compile(";method=[^;?]*", Pattern.CASE_INSENSITIVE);

    private final Set<String> tried = new HashSet<>(2);
    private final Deque<String> left = new ArrayDeque<>(2);
    private final boolean secure;
    private int followed;

    /** @param secure whether sips URIs can be followed, too: over what is encrypted */
    Redirection(String target, boolean secure) {
        this.secure = secure;
        tried.add(key(target));
    }

    /** Takes note of a response; the target to try now, if there is one. */
    Optional<String> next(IncomingResponse response) {
        if (response.status() / 100 == 3) {
            List<String> contacts = new ArrayList<>(response.entries("Contact"));
            contacts.sort(Comparator.comparingDouble(Redirection::q).reversed());
            List<String> fresh = contacts.stream().map(Redirection::uri)
                    .filter(this::followable).filter(uri -> tried.add(key(uri))).toList();
            // those of a further redirection come before what the first one left
            for (int i = fresh.size() - 1; i >= 0; i--) {
                left.addFirst(fresh.get(i));
            }
        }
        boolean final6xx = response.status() / 100 == 6;
        return final6xx || followed >= MOST || left.isEmpty() ? Optional.empty() : Optional.of(follow());
    }

    private boolean followable(String uri) {
        return uri.regionMatches(true, 0, "sip:", 0, 4) || secure && uri.regionMatches(true, 0, "sips:", 0, 5);
    }

    private String follow() {
        followed++;
        return left.poll();
    }

    private static double q(String contact) {
        return HeaderAddress.of(contact).parameter("q").filter(q -> q.matches(Q)).map(Double::parseDouble).orElse(1.0);
    }

    /** A request URI has no headers and names no method (RFC 3261 section 19.1.1). */
    private static String uri(String contact) {
        String uri = HeaderAddress.of(contact).uri();
        int host = uri.lastIndexOf('@') + 1;
        return uri.substring(0, host) + METHOD.matcher(uri.substring(host).split("\\?", 2)[0]).replaceAll("");
    }

    private static String key(String uri) {
        return uri.toLowerCase(Locale.ROOT);
    }
}
