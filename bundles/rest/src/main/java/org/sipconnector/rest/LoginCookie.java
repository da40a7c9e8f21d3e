/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.Optional;
import java.util.stream.Stream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;

/** The cookie that has the key of a login. */
final class LoginCookie {

    static final String NAME = "sip-connector-session";

    private LoginCookie() {}

    static Optional<String> key(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies()).flatMap(Stream::of).filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue).findFirst();
    }

    /** The value of a Set-Cookie header. */
    static String with(String key, HttpServletRequest request) {
        return text(key, LoginSessions.LONGEST.toSeconds(), request);
    }

    /** The value of a Set-Cookie header that takes it away. */
    static String without(HttpServletRequest request) {
        return text("", 0, request);
    }

    private static String text(String value, long seconds, HttpServletRequest request) {
        return NAME + "=" + value + "; Path=/sip-connector; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                + (request.isSecure() ? "; Secure" : "");
    }
}
