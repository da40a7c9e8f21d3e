/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.sip.HttpResponder;

/**
 * The HTTP side of the conference server: {@code /api/v1/address} and spectators' offers, both open to pages of other
 * origins (CORS). Holds no state; safe for any thread.
 */
public final class WebEndpoint implements HttpResponder {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OFFERS = "/api/v2/rtp2webrtc/offer/";
    private static final String ADDRESS = "/api/v1/address";
    private static final String BEARER = "Bearer ";

    private final String host;
    private final Function<SpectatorOffer, CompletionStage<String>> offers;

    /** @param offers answers an offer; a {@link RefusedOffer} names the status to refuse it with */
    public WebEndpoint(String host, Function<SpectatorOffer, CompletionStage<String>> offers) {
        this.host = host;
        this.offers = offers;
    }

    @Override
    public CompletionStage<Response> respond(Request request) {
        String path = request.target().split("\\?", 2)[0];
        boolean offer = path.startsWith(OFFERS) && path.length() > OFFERS.length();
        if (!offer && !path.equals(ADDRESS)) {
            return done(response(request, 404, ""));
        }
        String method = offer ? "POST" : "GET";
        if (request.method().equals("OPTIONS")) {
            return done(response(request, 204, ""));
        }
        if (!request.method().equals(method)) {
            return done(response(request, 405, ""));
        }
        return offer ? offer(request, path.substring(OFFERS.length())) : done(response(request, 200, address(request)));
    }

    private CompletionStage<Response> offer(Request request, String conference) {
        SpectatorOffer offer;
        try {
            JsonNode body = JSON.readTree(request.body());
            if (!body.path("type").asText().equals("offer") || body.path("sdp").asText().isBlank()) {
                return done(response(request, 400, error("the body is no offer")));
            }
            offer = new SpectatorOffer(decode(conference).toLowerCase(Locale.ROOT), parameter(request, "quality"),
                    parameter(request, "audio").toLowerCase(Locale.ROOT), token(request), body.path("sdp").asText());
        } catch (IOException | IllegalArgumentException malformed) {
            return done(response(request, 400, error("the request is malformed")));
        }
        return offers.apply(offer).handle((sdp, failure) -> failure == null
                ? response(request, 200, JsonNodeFactory.instance.objectNode().put("type", "answer").put("sdp", sdp)
                        .toString())
                : refused(request, failure));
    }

    private static Response refused(Request request, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RefusedOffer refused
                ? response(request, refused.status(), error(refused.getMessage()))
                : response(request, 500, error("the offer cannot be answered"));
    }

    private String address(Request request) {
        int colon = request.remote().lastIndexOf(':');
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("ip", host).put("remoteAddress", colon > 0 ? request.remote().substring(0, colon) : request.remote())
                .put("unified", true).putArray("iceServers");
        return answer.toString();
    }

    private static String token(Request request) {
        Optional<String> authorization = Header.find(request.headers(), "Authorization");
        return authorization.filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip()).orElse("");
    }

    private static String parameter(Request request, String name) {
        String[] parts = request.target().split("\\?", 2);
        for (String pair : parts.length < 2 ? new String[0] : parts[1].split("&")) {
            if (pair.startsWith(name + "=")) {
                return decode(pair.substring(name.length() + 1));
            }
        }
        return "";
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String error(String message) {
        return JsonNodeFactory.instance.objectNode().put("error", message).toString();
    }

    private static Response response(Request request, int status, String body) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Access-Control-Allow-Origin", Header.find(request.headers(), "Origin").orElse("*")));
        headers.add(new Header("Vary", "Origin"));
        if (request.method().equals("OPTIONS")) {
            headers.add(new Header("Access-Control-Allow-Methods", "GET, POST, OPTIONS"));
            headers.add(new Header("Access-Control-Allow-Headers", "Content-Type, Authorization"));
            headers.add(new Header("Access-Control-Max-Age", "600"));
        }
        if (!body.isEmpty()) {
            headers.add(new Header("Content-Type", "application/json"));
        }
        return new Response(status, headers, body);
    }

    private static CompletionStage<Response> done(Response response) {
        return CompletableFuture.completedFuture(response);
    }
}
