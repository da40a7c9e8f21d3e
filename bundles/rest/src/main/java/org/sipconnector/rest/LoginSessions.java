/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.servlet.http.Cookie;
import javax.servlet.http.HttpServletRequest;

/** Who has logged in, by the cookie that was given for that. For any thread. */
final class LoginSessions {

    static final String COOKIE = "sip-connector-session";
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);
    private static final int MOST = 1_000;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanos;
    /** The one used latest last. */
    private final Map<String, LoginSession> sessions = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LoginSession> eldest) {
            return size() > MOST;
        }
    };

    private record LoginSession(RestUser user, long begun, long used) {

        boolean isOver(long now) {
            return now - used > IDLE.toNanos() || now - begun > LONGEST.toNanos();
        }
    }

    /** @param nanos a clock that never goes back */
    LoginSessions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Begins one; the value of a Set-Cookie header. */
    synchronized String begin(RestUser user, boolean encrypted) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        long now = nanos.getAsLong();
        sessions.values().removeIf(session -> session.isOver(now));
        sessions.put(id, new LoginSession(user, now, now));
        return cookie(id, LONGEST.toSeconds(), encrypted);
    }

    /** Who has it; asking keeps it from ending. */
    synchronized Optional<RestUser> user(HttpServletRequest request) {
        return key(request).flatMap(id -> {
            long now = nanos.getAsLong();
            LoginSession session = sessions.get(id);
            if (session == null || session.isOver(now)) {
                sessions.remove(id);
                return Optional.empty();
            }
            sessions.put(id, new LoginSession(session.user(), session.begun(), now));
            return Optional.of(session.user());
        });
    }

    /** Whether that one, if it is one, goes on; asking changes nothing. */
    synchronized boolean goesOn(Optional<String> key) {
        return key.isEmpty() || sessions.containsKey(key.get()) && nanos.getAsLong() - sessions.get(key.get()).begun() <= LONGEST.toNanos();
    }

    /** Ends it; the value of a Set-Cookie header. */
    synchronized String end(HttpServletRequest request) {
        key(request).ifPresent(sessions::remove);
        return cookie("", 0, request.isSecure());
    }

    Optional<String> key(HttpServletRequest request) {
        return Stream.ofNullable(request.getCookies()).flatMap(Stream::of).filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue).findFirst();
    }

    private static String cookie(String value, long seconds, boolean encrypted) {
        return COOKIE + "=" + value + "; Path=/sip-connector; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict" + (encrypted ? "; Secure" : "");
    }
}
