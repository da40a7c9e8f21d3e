/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;

/** Keeps pages of other sites from asking in the name of who has logged in here. */
final class CrossSite {

    /** A page of another site cannot send it: a browser would have to ask here first, and is told no. */
    static final String HEADER = "X-Sip-Connector";
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private CrossSite() {}

    /** @throws ProblemException when another site asks, or when that cannot be told and something would change */
    static void check(HttpServletRequest request, boolean acts) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !OWN.contains(site.toLowerCase(Locale.ROOT))) {
            throw ProblemException.of(ProblemKind.FORBIDDEN, "a page of another site asks: Sec-Fetch-Site must be same-origin");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !isOwn(origin, request)) {
            throw ProblemException.of(ProblemKind.FORBIDDEN, "a page of another site asks: Origin must be that of this interface");
        }
        if (acts && request.getHeader(HEADER) == null) {
            throw ProblemException.of(ProblemKind.FORBIDDEN, "what changes something needs the header " + HEADER
                    + ", with any value: a page of another site cannot send it");
        }
    }

    private static boolean isOwn(String origin, HttpServletRequest request) {
        String host = request.getHeader("Host");
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
