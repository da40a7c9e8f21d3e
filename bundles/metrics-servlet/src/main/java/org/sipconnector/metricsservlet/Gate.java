/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metricsservlet;

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
import org.sipconnector.metricsservlet.AccessConfiguration.Authentication;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may read the figures. */
final class Gate {

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

    Gate(Realm realm, Guesses guesses) {
        this(realm, guesses, Duration.ofSeconds(2));
    }

    /** @param patience for how long a thread of the HTTP service may wait for the logins of others */
    Gate(Realm realm, Guesses guesses, Duration patience) {
        this.realm = realm;
        this.guesses = guesses;
        this.patience = patience;
    }

    /** Empty for who may. */
    Optional<Refusal> refusal(HttpServletRequest request, AccessConfiguration access) {
        if (!access.remote() && !isOfThisHost(request)) {
            return Optional.of(Refusal.of(HttpServletResponse.SC_FORBIDDEN,
                    "only this host may read metrics: remote = true in org.sipconnector.metricsservlet.cfg lets others"));
        }
        if (access.authentication() == Authentication.NONE) {
            return Optional.empty();
        }
        Optional<Credentials> given = credentials(request.getHeader("Authorization"));
        if (given.isEmpty()) {
            return Optional.of(unknown("name and password are needed"));
        }
        String sender = request.getRemoteAddr();
        if (guesses.tooMany(sender)) {
            return Optional.of(tooMany());
        }
        if (!comesToItsTurn()) {
            return Optional.of(Refusal.later("the container's realm is slow, others wait for it: ask again in some seconds"));
        }
        try {
            // those before may have guessed
            return guesses.tooMany(sender) ? Optional.of(tooMany()) : login(given.get(), sender, access);
        } finally {
            turn.release();
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

    private static Refusal tooMany() {
        return new Refusal(TOO_MANY_REQUESTS, "too many wrong names or passwords, wait a minute",
                Map.of("Retry-After", Long.toString(Guesses.PERIOD.toSeconds())));
    }

    private Optional<Refusal> login(Credentials given, String sender, AccessConfiguration access) {
        Realm.Answer answer = realm.login(access.realm(), given.user(), given.password(), access.roles());
        if (answer == Realm.Answer.ABSENT) {
            absent.tell(times -> LOG.warn("nobody can read metrics, the container has no realm '{}': set realm in {}.cfg to the name of one"
                    + " (JAAS), or authentication = none{}", access.realm(), AccessConfiguration.PID, times));
            return Optional.of(Refusal.of(HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "nobody can log in, the container does not have the configured realm: its log tells what to do"));
        }
        if (answer == Realm.Answer.UNKNOWN) {
            guesses.wrong(sender);
            return Optional.of(unknown("name or password is wrong"));
        }
        guesses.right(sender);
        return answer == Realm.Answer.ADMITTED
                ? Optional.empty()
                : Optional.of(Refusal.of(HttpServletResponse.SC_FORBIDDEN, "none of the roles that may read metrics"));
    }

    private static Refusal unknown(String reason) {
        return new Refusal(HttpServletResponse.SC_UNAUTHORIZED, reason,
                Map.of("WWW-Authenticate", "Basic realm=\"sip-connector\", charset=\"UTF-8\""));
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
