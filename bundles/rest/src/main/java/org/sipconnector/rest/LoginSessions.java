/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who has logged in, by the key that was given for that. The realm is asked again a minute later, so that who is taken out of it, or has
 * lost a role, keeps nothing. For any thread.
 */
final class LoginSessions {

    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);
    /** After which the realm is asked again. */
    static final Duration TRUSTED = Duration.ofMinutes(1);
    private static final int MOST = 1_000;
    /** So that nobody ends what others have. */
    private static final int MOST_OF_ONE = 50;
    private static final int KEY_BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanos;
    /** By the digest of the key, the one used latest last. */
    private final Map<String, LoginSession> sessions = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LoginSession> eldest) {
            return size() > MOST;
        }
    };

    /** Asks the realm about who was known before. */
    @FunctionalInterface
    interface Lookup {

        /**
         * Who that is now; empty when it is nobody any more.
         *
         * @param authorization the header by which somebody logged in
         * @throws ProblemException when the realm cannot be asked
         */
        Optional<RestUser> again(String authorization);
    }

    /** @param asked when the realm was */
    private record LoginSession(RestUser user, SealedText authorization, long begun, long used, long asked) {

        boolean isOver(long now) {
            return now - used > IDLE.toNanos() || now - begun > LONGEST.toNanos();
        }

        LoginSession usedAt(long now) {
            return new LoginSession(user, authorization, begun, now, asked);
        }

        LoginSession askedAt(long now) {
            return new LoginSession(user, authorization, begun, used, now);
        }

        LoginSession of(RestUser known) {
            return new LoginSession(known, authorization, begun, used, asked);
        }
    }

    /** @param nanos a clock that never goes back */
    LoginSessions(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Begins one; its key.
     *
     * @param authorization the header by which the realm knew who it is
     */
    synchronized String begin(RestUser user, String authorization) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        long now = nanos.getAsLong();
        sessions.values().removeIf(session -> session.isOver(now));
        List<String> own = sessions.entrySet().stream().filter(each -> each.getValue().user().name().equals(user.name()))
                .map(Map.Entry::getKey).toList();
        if (own.size() >= MOST_OF_ONE) {
            sessions.remove(own.get(0));
        }
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        sessions.put(digest(text), new LoginSession(user, SealedText.of(authorization, key), now, now, now));
        return text;
    }

    /**
     * Who has it; asking keeps it from ending.
     *
     * @throws ProblemException when the realm had to be asked again and cannot be
     */
    Optional<RestUser> user(String key, Lookup realm) {
        Optional<LoginSession> used = use(key);
        if (used.isEmpty()) {
            return Optional.empty();
        }
        Optional<LoginSession> due = takeDue(key);
        if (due.isEmpty()) {
            return Optional.of(used.get().user());
        }
        boolean answered = false;
        try {
            Optional<RestUser> now = realm.again(due.get().authorization().open(Base64.getUrlDecoder().decode(key)));
            answered = true;
            keep(key, now);
            return now;
        } finally {
            if (!answered) {
                askSoon(key, due.get().asked());
            }
        }
    }

    private synchronized Optional<LoginSession> use(String key) {
        long now = nanos.getAsLong();
        String digest = digest(key);
        LoginSession session = sessions.get(digest);
        if (session == null || session.isOver(now)) {
            sessions.remove(digest);
            return Optional.empty();
        }
        sessions.put(digest, session.usedAt(now));
        return Optional.of(session);
    }

    /** One of several that ask at the same time asks the realm for all. */
    private synchronized Optional<LoginSession> takeDue(String key) {
        long now = nanos.getAsLong();
        LoginSession session = sessions.get(digest(key));
        if (session == null || now - session.asked() < TRUSTED.toNanos()) {
            return Optional.empty();
        }
        sessions.put(digest(key), session.askedAt(now));
        return Optional.of(session);
    }

    private synchronized void keep(String key, Optional<RestUser> user) {
        if (user.isEmpty()) {
            sessions.remove(digest(key));
        } else {
            sessions.computeIfPresent(digest(key), (digest, session) -> session.of(user.get()));
        }
    }

    private synchronized void askSoon(String key, long asked) {
        sessions.computeIfPresent(digest(key), (digest, session) -> session.askedAt(asked));
    }

    /** Ends it, if it is one. */
    synchronized void end(String key) {
        sessions.remove(digest(key));
    }

    private static String digest(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
