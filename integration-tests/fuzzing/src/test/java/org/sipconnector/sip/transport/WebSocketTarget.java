/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import java.util.Optional;
import org.sipconnector.api.Transport;

/** Whatever bytes come after the handshake: messages, answers, or the connection's end; no exception gets through. */
public final class WebSocketTarget {

    private static final int LARGEST = 4_096;

    private WebSocketTarget() {}

    /** Takes messages and notes that the end is told once. */
    private static final class Heard implements FlowUser {

        private int ends;

        @Override
        public void opened(Flow flow) {}

        @Override
        public void received(byte[] message) {
            if (message.length > LARGEST) {
                throw new IllegalStateException("a message of " + message.length + " bytes passed");
            }
        }

        @Override
        public void closed(Closing closing) {
            ends++;
        }
    }

    public static void fuzzerTestOneInput(byte[] data) {
        Heard heard = new Heard();
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder().maxFramePayloadLength(LARGEST)
                .withUTF8Validator(false).allowMaskMismatch(true).build();
        EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameDecoder(config),
                new WebSocketFrameAggregator(LARGEST), new WebSocketFlow(heard, Transport.WS, Optional.empty()));
        channel.writeInbound(Unpooled.copiedBuffer(data));
        channel.checkException();
        channel.finishAndReleaseAll();
        if (heard.ends != 1) {
            throw new IllegalStateException("the end was told " + heard.ends + " times");
        }
    }
}
