/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.console;

import javax.servlet.http.HttpServletResponse;

/** Headers by which browsers keep the page to what it is, and files as long as they hold. */
final class PageHeaders {

    /** Nothing but files of this page, nothing inline, no frame around it; text never becomes markup. */
    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static final String CACHE = "Cache-Control";

    private PageHeaders() {}

    static void set(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }

    static void revalidated(HttpServletResponse response) {
        response.setHeader(CACHE, "no-cache");
    }

    static void immutable(HttpServletResponse response) {
        response.setHeader(CACHE, "public, max-age=31536000, immutable");
    }
}
