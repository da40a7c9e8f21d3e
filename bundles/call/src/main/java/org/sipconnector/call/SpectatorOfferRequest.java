/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.api.ServerAddress;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ServerTarget;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.kernel.json.Json;
import org.sipconnector.spi.http.HttpCall;

/** The HTTPS request that carries a spectator's offer, and its answer. */
final class SpectatorOfferRequest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private SpectatorOfferRequest() {}

    /** @param connection the connection in use: the token is for its server only */
    static HttpCall call(String id, ConnectionConfiguration connection, RecvLeg leg, Secret token) {
        ServerTarget target = connection.parameters().target();
        String url = base(target) + "/api/v2/rtp2webrtc/offer/" + encoded(leg.conference())
                + "?quality=" + leg.quality().effective().text() + "&audio=" + encoded(leg.audioChannel());
        String body = "{\"type\":\"offer\",\"sdp\":" + Json.quote(leg.exchange().offer().orElseThrow()) + '}';
        return HttpCall.post(id, url, new SipBody("application/json", body), token, TIMEOUT, target);
    }

    /** The SDP of {@code {"type":"answer","sdp":"..."}}; empty when the body is anything else. */
    static Optional<String> answer(String body) {
        return Json.object(body).filter(json -> "answer".equals(json.get("type")))
                .map(json -> json.get("sdp")).filter(String.class::isInstance).map(String.class::cast)
                .filter(sdp -> !sdp.isBlank());
    }

    /** The server's own port belongs to HTTP only where SIP runs over it; a plain WebSocket server has no TLS. */
    private static String base(ServerTarget target) {
        ServerAddress server = ServerAddress.parse("server", target.server());
        String host = server.host().contains(":") ? '[' + server.host() + ']' : server.host();
        String port = target.transport().webSocket() && server.port().isPresent()
                ? ":" + server.port().getAsInt()
                : "";
        return (target.transport() == Transport.WS ? "http://" : "https://") + host + port;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
