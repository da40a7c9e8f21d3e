/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.http.HttpCall;
import org.sipconnector.spi.http.HttpEvent.HttpAnswered;
import org.sipconnector.spi.http.HttpEvent.HttpFailed;

class ExchangesTest {

    private static final ConnectorId OWNER = ConnectorId.of("test");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Exchanges exchanges = new Exchanges();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        exchanges.attach(OWNER, events::add);
    }

    @AfterEach
    void stop() {
        over.countDown();
        exchanges.stop();
        server.stop(0);
    }

    @Test
    void aTokenIsNotSentWithoutTls() throws Exception {
        for (String url : List.of("http://conference.example.com/offer", "HTTP://10.0.0.1/offer", "http://localhost.example.com/offer",
                "http://127.0.0.1.example.com/offer", "http://localhost@example.com/offer")) {
            exchanges.send(OWNER,
                    new HttpCall("1", "POST", url, List.of(), Optional.of(Secret.of("token")), Optional.empty(), LONG, TlsTrust.PLATFORM));
            assertThat(next()).isInstanceOfSatisfying(HttpFailed.class,
                    failed -> assertThat(failed.reason()).contains("not sent without TLS").doesNotContain("token="));
        }
    }

    @Test
    void sendsMethodHeadersTokenAndBodyAndGivesTheAnswer() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        server.createContext("/offer", exchange -> {
            seen.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI() + ' '
                    + exchange.getRequestHeaders().getFirst("Content-Type") + ' '
                    + exchange.getRequestHeaders().getFirst("Authorization") + ' '
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 201, "fine");
        });

        exchanges.send(OWNER, call("1", "/offer/100?quality=high", LONG));

        assertThat(next()).isEqualTo(new HttpAnswered("1", 201, "fine"));
        assertThat(seen.poll()).isEqualTo("POST /offer/100?quality=high application/json Bearer jwt {}");
        assertThat(exchanges.pending()).isZero();
    }

    @Test
    void aRefusalIsAnAnswerToo() throws Exception {
        server.createContext("/offer", exchange -> answer(exchange, 500, ""));

        exchanges.send(OWNER, call("1", "/offer", LONG));

        assertThat(next()).isInstanceOfSatisfying(HttpAnswered.class,
                answered -> assertThat(answered.successful()).isFalse());
    }

    @Test
    void eventsWaitWhileNobodyIsAttached() throws Exception {
        server.createContext("/offer", exchange -> answer(exchange, 200, "late"));
        exchanges.detach(OWNER);
        exchanges.send(OWNER, call("1", "/offer", LONG));

        exchanges.attach(OWNER, events::add);

        assertThat(next()).isEqualTo(new HttpAnswered("1", 200, "late"));
    }

    @Test
    void aMalformedAddressFails() throws Exception {
        exchanges.send(OWNER, new HttpCall("1", "POST", "not a url", List.of(), Optional.empty(), Optional.empty(), LONG,
                TlsTrust.PLATFORM));

        assertThat(next()).isInstanceOf(HttpFailed.class);
    }

    @Test
    void anUnreachableServerFails() throws Exception {
        server.stop(0);

        exchanges.send(OWNER, call("1", "/", LONG));

        assertThat(next()).isInstanceOf(HttpFailed.class);
    }

    @Test
    void aServerThatDoesNotAnswerLosesItsConnectionInTime() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(10_000);
            exchanges.send(OWNER, new HttpCall("1", "POST", "http://127.0.0.1:" + silent.getLocalPort() + "/offer", List.of(),
                    Optional.empty(), Optional.of("{}"), Duration.ofSeconds(4), TlsTrust.PLATFORM));
            try (Socket connection = silent.accept()) {
                connection.setSoTimeout(10_000);
                assertThat(connection.getInputStream().readAllBytes()).startsWith("POST /offer".getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(next()).isInstanceOf(HttpFailed.class);
        assertThat(exchanges.pending()).isZero();
    }

    @Test
    void aServerThatDoesNotAnswerFailsInTime() throws Exception {
        server.createContext("/offer", exchange -> awaitQuietly(over));

        exchanges.send(OWNER, call("1", "/offer", Duration.ofMillis(100)));

        assertThat(next()).isInstanceOfSatisfying(HttpFailed.class,
                failed -> assertThat(failed.reason()).contains("Timeout"));
    }

    @Test
    void aTooLargeAnswerIsGivenUp() throws Exception {
        server.createContext("/offer", exchange -> answer(exchange, 200, "x".repeat(LimitedBody.MOST_BYTES + 1)));

        exchanges.send(OWNER, call("1", "/offer", LONG));

        assertThat(next()).isInstanceOfSatisfying(HttpFailed.class, failed -> assertThat(failed.reason()).contains("larger"));
    }

    @Test
    void nothingIsHeardOfACancelledRequest() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        server.createContext("/slow", exchange -> {
            arrived.countDown();
            awaitQuietly(over);
            answer(exchange, 200, "first");
        });
        server.createContext("/offer", exchange -> answer(exchange, 200, "second"));
        exchanges.send(OWNER, call("1", "/slow", LONG));
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        exchanges.cancel("1");
        over.countDown();
        exchanges.send(OWNER, call("2", "/offer", LONG));

        assertThat(next()).isEqualTo(new HttpAnswered("2", 200, "second"));
        assertThat(exchanges.pending()).isZero();
    }

    @Test
    void aReleasedOwnerHasNothingPending() {
        server.createContext("/slow", exchange -> awaitQuietly(over));
        exchanges.send(OWNER, call("1", "/slow", LONG));

        exchanges.release(OWNER);

        assertThat(exchanges.pending()).isZero();
    }

    @Test
    void theTokenShowsNowhere() {
        assertThat(call("1", "/offer", LONG).toString()).doesNotContain("jwt");
    }

    private HttpCall call(String id, String path, Duration timeout) {
        return new HttpCall(id, "POST", "http://127.0.0.1:" + server.getAddress().getPort() + path,
                List.of(new Header("Content-Type", "application/json")), Optional.of(Secret.of("jwt")), Optional.of("{}"),
                timeout, TlsTrust.PLATFORM);
    }

    private Event next() throws InterruptedException {
        return events.poll(20, TimeUnit.SECONDS);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
