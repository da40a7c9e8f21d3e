/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.Transport;
import org.sipconnector.spi.sip.SipServers.ServerSettings;

/** HTTP at a listener for WebSockets, from peers that take their time; on a clock that the test turns. */
class RequestDeadlineTest {

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 7443);

    private final EmbeddedChannel channel = new EmbeddedChannel() {
        @Override
        protected SocketAddress remoteAddress0() {
            return HERE;
        }
    };

    @BeforeEach
    void accept() {
        channel.freezeTime();
        Pipelines.server(channel.pipeline(), new ServerSettings(Transport.WS, HERE, "/webrtc/wss/", Optional.empty(), "here",
                Optional.empty()), null, new NoFlows(), new Admission());
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static final class NoFlows implements FlowUser {

        @Override
        public void opened(Flow flow) {}

        @Override
        public void received(byte[] message) {}

        @Override
        public void closed(Closing closing) {}
    }

    @Test
    void aHeadThatComesByteByByteIsNotWaitedForLongerThanTheDeadline() {
        receive("GET / HTTP/1.1\r\nX-Slow: ");
        for (int second = 0; second < RequestDeadline.SECONDS; second++) {
            receive("a");
            pass(1);
        }

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aBodyOfChunksThatComeSlowlyIsNotWaitedForLongerThanTheDeadline() {
        receive("POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int chunk = 0; chunk < 3; chunk++) {
            receive("1\r\na\r\n");
            pass(RequestDeadline.SECONDS / 3);
        }

        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aBodyOfChunksWithoutEndIsRefused() {
        receive("POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n");
        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        for (int i = 0; i < 20 && channel.isOpen(); i++) {
            receive(chunk);
        }

        assertThat(sent()).startsWith("HTTP/1.1 413");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void wholeRequestsOfAKeptConnectionGoOn() {
        for (int i = 0; i < 5; i++) {
            receive("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
            assertThat(sent()).startsWith("HTTP/1.1 404");
            pass(RequestDeadline.SECONDS * 2 / 3);
        }

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void aWebSocketIsNoRequestAnyMore() {
        receive("GET /webrtc/wss/ HTTP/1.1\r\nHost: here\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: sip\r\n\r\n");
        assertThat(sent()).startsWith("HTTP/1.1 101");
        for (int i = 0; i < 5; i++) {
            pass(RequestDeadline.SECONDS * 2 / 3);
            channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0}));
        }

        assertThat(channel.isOpen()).isTrue();
    }

    private void receive(String bytes) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.ISO_8859_1));
    }

    private String sent() {
        channel.runPendingTasks();
        ByteBuf bytes = channel.readOutbound();
        return bytes == null ? "nothing" : bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private void pass(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }
}
