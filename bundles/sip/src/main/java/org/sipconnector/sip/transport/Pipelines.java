/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.URI;
import java.util.Optional;
import org.sipconnector.api.Transport;
import org.sipconnector.spi.sip.SipServers.ServerSettings;

/** The handlers of a channel, in order. */
final class Pipelines {

    private static final long HANDSHAKE_MILLIS = 5_000;
    static final int MAX_DATAGRAM = 65_535;
    private static final int MAX_HTTP = 256 * 1024;

    private Pipelines() {}

    static void client(ChannelPipeline pipeline, Target target, SslContext tls, FlowUser user, Limits limits) {
        if (tls != null) {
            pipeline.addLast(tls.newHandler(pipeline.channel().alloc(), target.host(), target.port()));
        }
        Optional<HandshakeFailure> opening = Optional.of(new HandshakeFailure(target));
        if (!target.transport().webSocket()) {
            stream(pipeline, user, target.transport(), opening, limits);
            return;
        }
        HttpHeaders headers = new DefaultHttpHeaders();
        target.origin().ifPresent(origin -> headers.set(HttpHeaderNames.ORIGIN, origin));
        String scheme = target.transport() == Transport.WSS ? "wss://" : "ws://";
        WebSocketClientProtocolConfig config = WebSocketClientProtocolConfig.newBuilder()
                .webSocketUri(URI.create(scheme + target.authority() + target.webSocketPath()))
                .subprotocol("sip").customHeaders(headers).generateOriginHeader(false)
                .maxFramePayloadLength(limits.frameBytes()).handleCloseFrames(false).sendCloseFrame(null)
                .dropPongFrames(false).handshakeTimeoutMillis(HANDSHAKE_MILLIS).withUTF8Validator(false).build();
        pipeline.addLast(new HttpClientCodec(), new HttpObjectAggregator(MAX_HTTP),
                new IdleStateHandler(FlowHandler.IDLE_SECONDS, 0, 0));
        webSocket(pipeline, new WebSocketClientProtocolHandler(config), user, target.transport(), opening, limits);
    }

    static void server(ChannelPipeline pipeline, ServerSettings settings, SslContext tls, FlowUser user,
            Admission admission) {
        Limits limits = admission.limits();
        if (tls != null) {
            pipeline.addLast(tls.newHandler(pipeline.channel().alloc()));
        }
        if (!settings.transport().webSocket()) {
            stream(pipeline, user, settings.transport(), Optional.empty(), limits);
            return;
        }
        RequestDeadline deadline = new RequestDeadline();
        pipeline.addLast(deadline, new HttpServerCodec(), new HttpObjectAggregator(MAX_HTTP), deadline.whole(),
                new IdleStateHandler(FlowHandler.IDLE_SECONDS, 0, 0),
                new WebSocketUpgradeHandler(settings.webSocketPath(), settings.http(), admission.security(), () -> {
                    pipeline.remove(deadline);
                    upgrade(pipeline, settings, user, limits);
                }));
    }

    /** Only now, so that plain HTTP connections carry nothing of it. */
    private static void upgrade(ChannelPipeline pipeline, ServerSettings settings, FlowUser user, Limits limits) {
        WebSocketServerProtocolConfig config = WebSocketServerProtocolConfig.newBuilder()
                .websocketPath(settings.webSocketPath()).subprotocols("sip").handleCloseFrames(false).sendCloseFrame(null)
                .dropPongFrames(false).handshakeTimeoutMillis(HANDSHAKE_MILLIS)
                .decoderConfig(io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig.newBuilder()
                        .maxFramePayloadLength(limits.frameBytes()).withUTF8Validator(false).build())
                .build();
        webSocket(pipeline, new WebSocketServerProtocolHandler(config), user, settings.transport(), Optional.empty(), limits);
    }

    private static void stream(ChannelPipeline pipeline, FlowUser user, Transport transport,
            Optional<HandshakeFailure> opening, Limits limits) {
        pipeline.addLast(new IdleStateHandler(FlowHandler.IDLE_SECONDS, 0, 0), new StreamDecoder(limits.messageBytes()),
                new StreamFlow(user, transport, opening, limits.kept().idleSeconds()));
    }

    private static void webSocket(ChannelPipeline pipeline, io.netty.channel.ChannelHandler protocol, FlowUser user,
            Transport transport, Optional<HandshakeFailure> opening, Limits limits) {
        pipeline.addLast(protocol,
                new WebSocketFrameAggregator(limits.frameBytes()), new WebSocketFlow(user, transport, opening));
    }
}
