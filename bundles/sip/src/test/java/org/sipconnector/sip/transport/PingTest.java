/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;

/** Keep-alive of RFC 5626 section 3.5.1 and RFC 6455, and what is taken for a dead peer. */
class PingTest {

    private static final Target SERVER = new Target(Transport.TCP, "localhost", 5060, "/", Optional.empty(), TlsTrust.PLATFORM, Optional.empty());

    private static final class Heard implements FlowUser {
        private final List<String> messages = new ArrayList<>();
        private Closing closing;

        @Override
        public void opened(Flow flow) {}

        @Override
        public void received(byte[] message) {
            messages.add(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void closed(Closing how) {
            closing = how;
        }
    }

    /** A channel with an address, which an embedded one lacks. */
    private static EmbeddedChannel channel(io.netty.channel.ChannelHandler... handlers) {
        return new EmbeddedChannel(handlers) {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress("127.0.0.1", 5060);
            }
        };
    }

    private final Heard heard = new Heard();

    private EmbeddedChannel stream(boolean client) {
        return channel(new StreamDecoder(10_000), new StreamFlow(heard, Transport.TCP,
                client ? Optional.of(new HandshakeFailure(SERVER)) : Optional.empty(), 120));
    }

    private static void idle(EmbeddedChannel channel) {
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
    }

    private static String sent(EmbeddedChannel channel) {
        Object out = channel.readOutbound();
        return out == null ? "" : ((ByteBuf) out).toString(StandardCharsets.US_ASCII);
    }

    @Test
    void clientPingsByDoubleLineBreakAndServerAnswersWithOne() {
        EmbeddedChannel client = stream(true);
        idle(client);
        assertThat(sent(client)).isEqualTo("\r\n\r\n");
        EmbeddedChannel server = stream(false);
        server.writeInbound(Unpooled.copiedBuffer("\r\n\r\n", StandardCharsets.US_ASCII));
        assertThat(sent(server)).isEqualTo("\r\n");
        idle(server);
        assertThat(sent(server)).isEmpty();
        assertThat(heard.messages).isEmpty();
    }

    @Test
    void peerThatAnsweredOnceAndThenDoesNotIsDead() {
        EmbeddedChannel client = stream(true);
        idle(client);
        idle(client);
        assertThat(client.isOpen()).as("a peer that has never answered need not").isTrue();
        client.writeInbound(Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII));
        idle(client);
        assertThat(client.isOpen()).isTrue();
        idle(client);
        assertThat(client.isOpen()).isFalse();
        assertThat(heard.closing.reason()).contains("no answer to a ping");
    }

    @Test
    void anyMessageIsASignOfLife() {
        EmbeddedChannel client = stream(true);
        client.writeInbound(Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII));
        for (int i = 0; i < 3; i++) {
            idle(client);
            client.writeInbound(Unpooled.copiedBuffer("OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n", StandardCharsets.US_ASCII));
        }
        assertThat(client.isOpen()).isTrue();
        assertThat(heard.messages).hasSize(3);
    }

    @Test
    void webSocketWithoutPongIsDeadAndDoubleLineBreaksAreAnsweredThereToo() {
        EmbeddedChannel socket = channel(new WebSocketFlow(heard, Transport.WS, Optional.empty()));
        socket.pipeline().fireUserEventTriggered(
                io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE);
        socket.writeInbound(new TextWebSocketFrame("\r\n\r\n"));
        assertThat(((TextWebSocketFrame) socket.readOutbound()).text()).isEqualTo("\r\n");
        idle(socket);
        assertThat((Object) socket.readOutbound()).isInstanceOf(PingWebSocketFrame.class);
        socket.writeInbound(new PongWebSocketFrame());
        idle(socket);
        assertThat(socket.isOpen()).isTrue();
        idle(socket);
        assertThat(socket.isOpen()).isFalse();
        assertThat(heard.closing.reason()).contains("no answer to a ping");
        assertThat(heard.closing.code()).isEqualTo(1006);
    }
}
