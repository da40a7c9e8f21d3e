/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metricsservlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import javax.servlet.ServletOutputStream;
import javax.servlet.WriteListener;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.httpaccess.Gate;
import org.sipconnector.httpaccess.Guesses;
import org.sipconnector.httpaccess.JaasRealm;
import org.sipconnector.httpaccess.Login;
import org.sipconnector.httpaccess.Refusal;
import org.sipconnector.httpaccess.RefusedException;
import org.sipconnector.metricsservlet.AccessConfiguration.Authentication;
import org.sipconnector.spi.metrics.MetricsText;

class MetricsServletTest {

    private static final String FIGURES = "# TYPE sip_connector_lanes gauge\nsip_connector_lanes 1.0\n";
    private static final String LOOPBACK = "127.0.0.1";
    private static final AccessConfiguration JAAS = new AccessConfiguration(false, Authentication.JAAS, "karaf", List.of("viewer"));
    private static final AccessConfiguration OPEN = new AccessConfiguration(false, Authentication.NONE, "karaf", List.of());

    private long now;
    private final Gate gate = new Gate(MetricsServletTest::login, new Guesses(() -> now));
    private final Map<String, String> headers = new HashMap<>();
    private MetricsText figures = () -> FIGURES;
    private String remote = LOOPBACK;
    private String local = LOOPBACK;
    private String host = "localhost";
    private String method = "GET";
    private Map<String, String> sent = new HashMap<>();
    private int status;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final StringWriter text = new StringWriter();

    @Test
    void figuresComeInPrometheusTextFormat() throws Exception {
        get(OPEN);

        assertThat(status).isEqualTo(200);
        assertThat(sent.get("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(body.toString(UTF_8)).isEqualTo(FIGURES);
    }

    @Test
    void whoCannotBeToldNowMayAskAgain() throws Exception {
        figures = () -> {
            throw new SipConnectorException("somebody else reads");
        };
        get(OPEN);

        assertThat(status).isEqualTo(503);
        assertThat(sent).containsEntry("Retry-After", "5");
        assertThat(text.toString()).contains("somebody else reads");
    }

    @Test
    void whoTakesThemCompressedGetsThemSo() throws Exception {
        headers.put("Accept-Encoding", "deflate, gzip;q=0.5");
        get(OPEN);

        assertThat(sent).containsEntry("Content-Encoding", "gzip");
        assertThat(new String(new GZIPInputStream(new ByteArrayInputStream(body.toByteArray())).readAllBytes(), UTF_8)).isEqualTo(FIGURES);

        headers.put("Accept-Encoding", "gzip;q=0");
        get(OPEN);
        assertThat(sent).doesNotContainKey("Content-Encoding");
    }

    @Test
    void onlyWhatReadsIsAnsweredWhoeverAsks() throws Exception {
        headers.put("Authorization", "Basic " + base64("prometheus:wrong"));
        for (String other : List.of("TRACE", "OPTIONS", "POST", "PUT", "DELETE", "get", "PROPFIND")) {
            method = other;
            get(JAAS);
            assertThat(status).as(other).isEqualTo(405);
            assertThat(sent).containsEntry("Allow", "GET, HEAD");
        }
        assertThat(body.toString(UTF_8)).isEmpty();

        method = "HEAD";
        get(JAAS);
        assertThat(status).isEqualTo(401);
        get(OPEN);
        assertThat(status).isEqualTo(200);
        assertThat(body.size()).isZero();
    }

    @Test
    void otherHostsAreRefusedUnlessConfigured() throws Exception {
        remote = "192.0.2.1";
        get(OPEN);
        assertThat(status).isEqualTo(403);
        assertThat(text.toString()).contains("remote = true");
        assertThat(body.size()).isZero();

        get(new AccessConfiguration(true, Authentication.NONE, "karaf", List.of()));
        assertThat(status).isEqualTo(200);
    }

    @Test
    void whoComesByAnotherAddressOfThisHostIsNoLoopback() throws Exception {
        local = "192.0.2.7";
        get(OPEN);

        assertThat(status).isEqualTo(403);
    }

    @Test
    void thisHostIsNamedByItsAddressesAndNotByTheNameOfAnotherSite() throws Exception {
        for (String own : List.of("localhost", LOOPBACK, "::1", "[::1]", "[0:0:0:0:0:0:0:1]")) {
            host = own;
            get(OPEN);
            assertThat(status).as(own).isEqualTo(200);
        }
        for (String other : List.of("rebound.example", "127.0.0.1.example", "localhost.example", "192.0.2.7", "", "fe::example")) {
            host = other;
            get(OPEN);
            assertThat(status).as(other).isEqualTo(403);
        }
    }

    @Test
    void aProxysWordOfWhoAsksIsNotBelieved() throws Exception {
        remote = "192.0.2.1";
        headers.put("X-Forwarded-For", LOOPBACK);
        get(OPEN);

        assertThat(status).isEqualTo(403);
    }

    @Test
    void withoutNameAndPasswordTheyAreAskedFor() throws Exception {
        get(JAAS);
        assertThat(status).isEqualTo(401);
        assertThat(sent.get("WWW-Authenticate")).startsWith("Basic realm=");

        for (String wrong : List.of("Basic ", "Basic !!!", "Bearer x", "Basic " + base64("nocolon"), "Basic " + "A".repeat(5_000))) {
            headers.put("Authorization", wrong);
            get(JAAS);
            assertThat(status).as(wrong).isEqualTo(401);
        }
        assertThat(body.size()).isZero();
    }

    @Test
    void aViewerReadsAndWhoHasNoRoleDoesNot() throws Exception {
        headers.put("Authorization", "Basic " + base64("prometheus:p:w"));
        get(JAAS);
        assertThat(status).isEqualTo(200);

        headers.put("Authorization", "Basic " + base64("guest:p:w"));
        get(JAAS);
        assertThat(status).isEqualTo(403);

        headers.put("Authorization", "Basic " + base64("prometheus:wrong"));
        get(JAAS);
        assertThat(status).isEqualTo(401);
    }

    @Test
    void whoGuessesIsNotHeardUntilAMinuteIsOver() throws Exception {
        AccessConfiguration fromAfar = new AccessConfiguration(true, Authentication.JAAS, "karaf", List.of("viewer"));
        remote = "192.0.2.1";
        for (int i = 0; i < Guesses.MOST_OF_ONE; i++) {
            assertThat(statusOf(fromAfar, "wrong")).isEqualTo(401);
        }
        assertThat(statusOf(fromAfar, "p:w")).isEqualTo(429);
        assertThat(sent).containsEntry("Retry-After", "60");

        remote = "192.0.2.2";
        assertThat(statusOf(fromAfar, "p:w")).isEqualTo(200);

        remote = "192.0.2.1";
        now = Guesses.PERIOD.toNanos();
        assertThat(statusOf(fromAfar, "p:w")).isEqualTo(200);
    }

    @Test
    void manyWhoGuessAFewTimesAreBoundedTogetherAndHarmNobodyWhoWasAdmitted() throws Exception {
        AccessConfiguration fromAfar = new AccessConfiguration(true, Authentication.JAAS, "karaf", List.of("viewer"));
        remote = "192.0.2.1";
        assertThat(statusOf(fromAfar, "p:w")).isEqualTo(200);
        for (int i = 0; i < Guesses.MOST_OF_ALL; i++) {
            remote = "198.51.100." + i;
            assertThat(statusOf(fromAfar, "wrong")).isEqualTo(401);
        }
        remote = "203.0.113.1";
        assertThat(statusOf(fromAfar, "p:w")).isEqualTo(429);
        remote = "192.0.2.1";
        assertThat(statusOf(fromAfar, "p:w")).isEqualTo(200);
    }

    @Test
    void whoComesWhileTheRealmIsSlowWaitsNotForLong() throws Exception {
        headers.put("Authorization", "Basic " + base64("prometheus:p:w"));
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        Gate slow = new Gate((realm, user, password) -> {
            asked.countDown();
            uninterruptibly(goesOn);
            return Login.known(Set.of("viewer"));
        }, new Guesses(() -> now), Duration.ofMillis(1));
        Thread first = new Thread(() -> refusal(slow));
        first.start();
        try {
            asked.await();
            assertThat(refusal(slow)).hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(503));
        } finally {
            goesOn.countDown();
            first.join();
        }
        assertThat(refusal(slow)).isEmpty();
    }

    @Test
    void whoGuessesManyAtOnceIsHeardNoMoreOftenThanOneAfterTheOther() throws Exception {
        headers.put("Authorization", "Basic " + base64("prometheus:wrong"));
        List<Thread> guessers = new ArrayList<>();
        AtomicInteger logins = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        Gate slow = new Gate((realm, user, password) -> {
            logins.incrementAndGet();
            uninterruptibly(goOn);
            return Login.unknown();
        }, new Guesses(() -> now), Duration.ofMinutes(1));
        for (int i = 0; i < 2 * Guesses.MOST_OF_ONE; i++) {
            guessers.add(new Thread(() -> refusal(slow)));
        }
        guessers.forEach(Thread::start);
        while (guessers.stream().filter(guesser -> guesser.getState() == Thread.State.TIMED_WAITING).count() < guessers.size() - 1) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        for (Thread guesser : guessers) {
            guesser.join();
        }

        assertThat(logins).hasValue(Guesses.MOST_OF_ONE);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int statusOf(AccessConfiguration access, String password) throws Exception {
        headers.put("Authorization", "Basic " + base64("prometheus:" + password));
        get(access);
        return status;
    }

    @Test
    void aRealmThatThereIsNotIsNobodysWrongPasswordAndTheLogTellsWhatToDo() throws Exception {
        headers.put("Authorization", "Basic " + base64("prometheus:p:w"));
        Gate none = new Gate(new JaasRealm(), new Guesses(() -> now));
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream usual = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            for (int i = 0; i <= Guesses.MOST_OF_ONE; i++) {
                assertThat(refusal(none)).hasValueSatisfying(refusal -> {
                    assertThat(refusal.status()).isEqualTo(503);
                    assertThat(refusal.reason()).contains("does not have the configured realm");
                });
            }
        } finally {
            System.setErr(usual);
        }
        assertThat(log.toString(UTF_8)).containsOnlyOnce("WARN").contains(
                "has no realm 'karaf': set realm in org.sipconnector.metricsservlet.cfg to the name of one (JAAS), or authentication = none");
    }

    private void get(AccessConfiguration access) throws Exception {
        status = 0;
        sent = new HashMap<>();
        body.reset();
        new MetricsServlet(figures, gate, access).service(request(), response());
    }

    private static Login login(String realm, String user, char[] password) {
        if (!realm.equals("karaf") || !new String(password).equals("p:w")) {
            return Login.unknown();
        }
        return Login.known(user.equals("prometheus") ? Set.of("viewer") : Set.of());
    }

    private Optional<Refusal> refusal(Gate asked) {
        try {
            asked.visitor(request(), JAAS.rules());
            return Optional.empty();
        } catch (RefusedException refused) {
            return Optional.of(refused.refusal());
        }
    }

    private static String base64(String credentials) {
        return Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    private HttpServletRequest request() {
        return (HttpServletRequest) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class},
                (proxy, asked, arguments) -> switch (asked.getName()) {
                    case "getRemoteAddr" -> remote;
                    case "getLocalAddr" -> local;
                    case "getServerName" -> host;
                    case "getMethod" -> method;
                    case "getRequestURI" -> "/metrics";
                    case "getHeader" -> headers.get(arguments[0]);
                    case "getHeaders" -> Collections.enumeration(
                            headers.containsKey(arguments[0]) ? List.of(headers.get(arguments[0])) : List.of());
                    default -> nothing(asked);
                });
    }

    private HttpServletResponse response() {
        return (HttpServletResponse) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {HttpServletResponse.class},
                (proxy, told, arguments) -> {
                    switch (told.getName()) {
                        case "setHeader" -> sent.put((String) arguments[0], (String) arguments[1]);
                        case "setStatus" -> status = (int) arguments[0];
                        case "getOutputStream" -> {
                            return stream();
                        }
                        case "getWriter" -> {
                            return new PrintWriter(text, true);
                        }
                        case "getCharacterEncoding" -> {
                            return "utf-8";
                        }
                        default -> {
                            // nothing that a test looks at
                        }
                    }
                    return nothing(told);
                });
    }

    private static Object nothing(Method asked) {
        return asked.getReturnType() == boolean.class ? false : null;
    }

    private ServletOutputStream stream() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(int octet) {
                body.write(octet);
            }
        };
    }
}
