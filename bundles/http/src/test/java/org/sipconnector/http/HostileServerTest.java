/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.http.HttpCall;
import org.sipconnector.spi.http.HttpEvent.HttpAnswered;
import org.sipconnector.spi.http.HttpEvent.HttpFailed;

/** What a server, or somebody who writes a header, can make an HTTP request do. */
@Timeout(120)
class HostileServerTest {

    private static final ConnectorId OWNER = ConnectorId.of("test");

    private interface Saying {
        void to(OutputStream out) throws IOException;
    }

    private final Exchanges exchanges = new Exchanges();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        exchanges.attach(OWNER, events::add);
    }

    @AfterEach
    void stop() throws IOException {
        exchanges.stop();
        server.close();
    }

    private void says(Saying saying) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    connections.incrementAndGet();
                    socket.getInputStream().read(new byte[8_000]);
                    saying.to(socket.getOutputStream());
                } catch (IOException hungUp) {
                    // the next one may come
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void says(String text) {
        says(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Event asked(Duration limit, Header... headers) throws InterruptedException {
        exchanges.send(OWNER, new HttpCall("1", "POST", "http://127.0.0.1:" + server.getLocalPort() + "/offer", List.of(headers),
                Optional.of(Secret.of("jwt")), Optional.of("{}"), limit, TlsTrust.PLATFORM));
        Event event = events.poll(60, TimeUnit.SECONDS);
        assertThat(event).as("the end of the request").isNotNull();
        assertThat(exchanges.pending()).isZero();
        return event;
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/etc/passwd", "http://127.0.0.1:9/inside", "/elsewhere", "gopher://a", "http://u:p@[::1]:1/"})
    void aRedirectionIsAnAnswerAndIsNotFollowed(String location) throws Exception {
        says("HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assertThat(asked(Duration.ofSeconds(30))).isEqualTo(new HttpAnswered("1", 302, ""));
        assertThat(connections).hasValue(1);
    }

    @Test
    void headersWithoutEndEndInTime() throws Exception {
        says(out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 10_000_000; i++) {
                out.write(("X-" + i + ": " + "y".repeat(100) + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        assertThat(asked(Duration.ofSeconds(2))).isInstanceOf(HttpFailed.class);
    }

    @Test
    void aBodyThatComesByteByByteEndsInTime() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        says(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx".getBytes(StandardCharsets.UTF_8));
            out.flush();
            awaitQuietly(over);
        });
        assertThat(asked(Duration.ofSeconds(1))).isInstanceOf(HttpFailed.class);
        over.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCompressedBodyStaysAsSmallAsItCame() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 64; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        says(out -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: " + packed.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.write(packed.toByteArray());
        });
        assertThat(asked(Duration.ofSeconds(30))).isInstanceOfSatisfying(HttpAnswered.class,
                answer -> assertThat(answer.body().length()).isLessThanOrEqualTo(packed.size()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"FFFFFFFFFFFFFFFF\r\nx", "-1\r\nx", "\u001b[2J\r\nx", "1;a=\"\r\nx\r\n0\r\nX", "7FFFFFFF\r\n"})
    void chunksThatCannotBeEndAsAFailure(String chunks) throws Exception {
        says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n" + chunks);
        assertThat(asked(Duration.ofSeconds(30))).isInstanceOf(HttpFailed.class);
    }

    @Test
    void whatAServerSaysInsteadOfHttpSteersNoTerminal() throws Exception {
        says("\u001b[2J\u0007 HTTP/1.1 999 \u001b[31m\r\n\r\n");
        assertThat(asked(Duration.ofSeconds(30))).isInstanceOfSatisfying(HttpFailed.class,
                failed -> assertThat(failed.reason().chars()).noneMatch(Character::isISOControl));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nX-Evil: 1", "a\r", "a\u0000b"})
    void aHeaderThatWouldBeTwoIsNotSent(String value) throws Exception {
        says("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assertThat(asked(Duration.ofSeconds(30), new Header("X-Value", value))).isInstanceOf(HttpFailed.class);
        assertThat(connections).hasValue(0);
    }
}
