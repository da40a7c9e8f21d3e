/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.sip.address.Hop;

/** One WebSocket as jain-sip sees it: a client's, which gets responses. A frame is a message (RFC 7118). */
final class RawWebSocket extends MessageChannel implements RawMessageChannel {

    static final AttributeKey<RawWebSocket> KEY = AttributeKey.valueOf("raw");

    private static final FastThreadLocal<StringMsgParser> PARSER = new FastThreadLocal<>() {
        @Override
        protected StringMsgParser initialValue() {
            return new StringMsgParser();
        }
    };

    private final String host;
    private final Channel channel;
    private final Runnable connected;

    RawWebSocket(RawWebSockets processor, String host, Channel channel, Runnable connected) {
        this.messageProcessor = processor;
        this.host = host;
        this.channel = channel;
        this.connected = connected;
    }

    ChannelHandler reader() {
        return new SimpleChannelInboundHandler<WebSocketFrame>() {
            @Override
            protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) throws Exception {
                SIPMessage message = PARSER.get().parseSIPMessage(ByteBufUtil.getBytes(frame.content()), true, false,
                        (problem, parsed, header, line, all) -> {
                            throw problem;
                        });
                if (message != null) {
                    processMessage(message);
                }
            }

            @Override
            public void userEventTriggered(ChannelHandlerContext context, Object event) {
                if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                    connected.run();
                }
            }
        };
    }

    @Override
    public void processMessage(SIPMessage message) throws Exception {
        message.setRemoteAddress(getPeerInetAddress());
        message.setRemotePort(getPeerPort());
        message.setLocalAddress(messageProcessor.getIpAddress());
        message.setLocalPort(messageProcessor.getPort());
        if (message instanceof SIPResponse response) {
            ServerResponseInterface receiver = getSIPStack().newSIPServerResponse(response, this);
            if (receiver != null) {
                try {
                    receiver.processResponse(response, this);
                } finally {
                    if (receiver instanceof SIPTransaction transaction && !transaction.passToListener()) {
                        transaction.releaseSem();
                    }
                }
            }
        }
    }

    @Override
    public void sendMessage(SIPMessage message) {
        channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(message.encodeAsBytes("ws"))));
    }

    @Override
    public void sendMessage(SIPMessage message, Hop hop) {
        sendMessage(message);
    }

    @Override
    public void sendMessage(SIPMessage message, InetAddress address, int port) {
        sendMessage(message);
    }

    @Override
    protected void sendMessage(byte[] message, InetAddress address, int port, boolean reconnect) {
        channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(message)));
    }

    /** Keeps no transaction that has ended with all its messages, which would be 9 kB for each account. */
    @Override
    public void setEncapsulatedClientTransaction(SIPClientTransaction transaction) {}

    @Override
    public void close() {
        channel.close();
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return messageProcessor.getSIPStack();
    }

    @Override
    public String getTransport() {
        return "WS";
    }

    @Override
    public boolean isReliable() {
        return true;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public String getPeerAddress() {
        return host;
    }

    @Override
    protected InetAddress getPeerInetAddress() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(host + " is no address", e);
        }
    }

    @Override
    protected String getPeerProtocol() {
        return "WS";
    }

    @Override
    public int getPeerPort() {
        return 80;
    }

    @Override
    public int getPeerPacketSourcePort() {
        return getPeerPort();
    }

    @Override
    public InetAddress getPeerPacketSourceAddress() {
        return getPeerInetAddress();
    }

    @Override
    public String getKey() {
        return "ws:" + host;
    }

    @Override
    public String getViaHost() {
        return host;
    }

    @Override
    public int getViaPort() {
        return messageProcessor.getPort();
    }
}
