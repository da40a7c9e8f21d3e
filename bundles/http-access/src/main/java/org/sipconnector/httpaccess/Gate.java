/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.httpaccess;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets in who may ask. For any thread; a login is waited for, others for two seconds at most. */
public final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final String BASIC = "basic ";
    private static final int LONGEST = 1_024;
    private static final String LOCALHOST = "localhost";
    private static final Pattern IN_FIGURES = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%\\w+)?]?");

    private static final int TOO_MANY_REQUESTS = 429;

    private final Realm realm;
    private final Guesses guesses;
    private final Duration patience;
    /** One login at a time, so that who guesses keeps nothing but himself busy. */
    private final Semaphore turn = new Semaphore(1, true);
    private final OncePerMinute absent = new OncePerMinute();

    /** Who has given himself out as somebody. */
    private record Credentials(String user, char[] password) {}

    /** @param guesses which may be shared by several gates of one realm */
    public Gate(Realm realm, Guesses guesses) {
        this(realm, guesses, Duration.ofSeconds(2));
    }

    /** @param patience for how long a thread of the HTTP service may wait for the logins of others */
    public Gate(Realm realm, Guesses guesses, Duration patience) {
        this.realm = realm;
        this.guesses = guesses;
        this.patience = patience;
    }

    /**
     * Refuses who asks from a host that may not.
     *
     * @throws RefusedException with status 403
     */
    public static void checkHost(HttpServletRequest request, AccessRules rules) throws RefusedException {
        if (!rules.remote() && !isOfThisHost(request)) {
            throw new RefusedException(Refusal.of(HttpServletResponse.SC_FORBIDDEN,
                    "only this host may ask for " + rules.what() + ": remote = true in " + rules.pid() + ".cfg lets others"));
        }
    }

    /**
     * Who asks, by HTTP's Basic authentication.
     *
     * @throws RefusedException when nobody is named, or is not known, or too many were wrong
     */
    public Visitor visitor(HttpServletRequest request, AccessRules rules) throws RefusedException {
        Credentials given = credentials(request.getHeader("Authorization")).orElseThrow(() -> unknown("name and password are needed"));
        String sender = request.getRemoteAddr();
        if (guesses.tooMany(sender)) {
            throw tooMany();
        }
        awaitTurn();
        try {
            // those before may have guessed
            if (guesses.tooMany(sender)) {
                throw tooMany();
            }
            Optional<Visitor> known = login(given, rules);
            if (known.isEmpty()) {
                guesses.wrong(sender);
                throw unknown("name or password is wrong");
            }
            guesses.right(sender);
            return known.get();
        } finally {
            turn.release();
        }
    }

    /**
     * Who somebody is now who was known before, wherever that one is: that is no guess.
     *
     * @param authorization the header by which that one was known
     * @return empty when it is nobody any more
     * @throws RefusedException with status 503, when the realm cannot be asked
     */
    public Optional<Visitor> again(String authorization, AccessRules rules) throws RefusedException {
        Optional<Credentials> given = credentials(authorization);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        awaitTurn();
        try {
            return login(given.get(), rules);
        } finally {
            turn.release();
        }
    }

    private void awaitTurn() throws RefusedException {
        if (!comesToItsTurn()) {
            throw new RefusedException(Refusal.later("the container's realm is slow, others wait for it: ask again in some seconds"));
        }
    }

    private boolean comesToItsTurn() {
        try {
            return turn.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static RefusedException tooMany() {
        return new RefusedException(new Refusal(TOO_MANY_REQUESTS, "too many wrong names or passwords, wait a minute",
                Map.of("Retry-After", Long.toString(Guesses.PERIOD.toSeconds()))));
    }

    private Optional<Visitor> login(Credentials given, AccessRules rules) throws RefusedException {
        Login login = realm.login(rules.realm(), given.user(), given.password());
        if (login.answer() == Login.Answer.ABSENT) {
            absent.tell(times -> LOG.warn("nobody can log in for {}, the container has no realm '{}': set realm in {}.cfg to the name of one"
                    + " (JAAS), or {}{}", rules.what(), rules.realm(), rules.pid(), rules.without(), times));
            throw new RefusedException(Refusal.of(HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "nobody can log in, the container does not have the configured realm: its log tells what to do"));
        }
        return login.answer() == Login.Answer.KNOWN ? Optional.of(new Visitor(given.user(), login.roles())) : Optional.empty();
    }

    private static RefusedException unknown(String reason) {
        return new RefusedException(new Refusal(HttpServletResponse.SC_UNAUTHORIZED, reason,
                Map.of("WWW-Authenticate", "Basic realm=\"sip-connector\", charset=\"UTF-8\"")));
    }

    /** By its name, too: a page of another site whose name leads here is none of this host. */
    private static boolean isOfThisHost(HttpServletRequest request) {
        String name = request.getServerName();
        return isLoopback(request.getRemoteAddr()) && isLoopback(request.getLocalAddr())
                && (LOCALHOST.equalsIgnoreCase(name) || isLoopback(name));
    }

    /** No name server is asked. */
    private static boolean isLoopback(String address) {
        try {
            return address != null && IN_FIGURES.matcher(address).matches() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Optional<Credentials> credentials(String header) {
        if (header == null || header.length() > LONGEST || !header.toLowerCase(Locale.ROOT).startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            String text = new String(Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), UTF_8);
            int colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Credentials(text.substring(0, colon), text.substring(colon + 1).toCharArray()));
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
