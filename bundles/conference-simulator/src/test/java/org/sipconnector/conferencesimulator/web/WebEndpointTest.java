/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.sip.Header;
import org.sipconnector.spi.sip.HttpResponder.Request;
import org.sipconnector.spi.sip.HttpResponder.Response;

class WebEndpointTest {

    private final List<SpectatorOffer> offers = new ArrayList<>();
    private CompletableFuture<String> answer = CompletableFuture.completedFuture("v=0 answer");
    private final WebEndpoint endpoint = new WebEndpoint("127.0.0.1", offer -> {
        offers.add(offer);
        return answer;
    });

    private Response ask(String method, String target, String body, Header... headers) {
        return endpoint.respond(new Request(method, target, List.of(headers), body, "127.0.0.1:5555"))
                .toCompletableFuture().join();
    }

    @Test
    void tellsTheAddress() {
        Response response = ask("GET", "/api/v1/address", "");
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(
                "{\"ip\":\"127.0.0.1\",\"remoteAddress\":\"127.0.0.1\",\"unified\":true,\"iceServers\":[]}");
    }

    @Test
    void readsAnOfferAndAnswersIt() {
        Response response = ask("POST", "/api/v2/rtp2webrtc/offer/Room%201?quality=low&audio=A%2F7",
                "{\"type\":\"offer\",\"sdp\":\"v=0\\r\\na=ice-ufrag:u\\r\\na=fingerprint:f\\r\\n\"}",
                new Header("Authorization", "Bearer to.k.en"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"type\":\"answer\",\"sdp\":\"v=0 answer\"}");
        SpectatorOffer offer = offers.get(0);
        assertThat(offer.conference()).isEqualTo("room 1");
        assertThat(offer.quality()).isEqualTo("low");
        assertThat(offer.audioId()).isEqualTo("a/7");
        assertThat(offer.token()).isEqualTo("to.k.en");
        assertThat(offer.identity()).isEqualTo("u f");
        assertThat(offer.toString()).doesNotContain("to.k.en");
    }

    @Test
    void letsPagesOfOtherOriginsAsk() {
        Response response = ask("OPTIONS", "/api/v2/rtp2webrtc/offer/room", "", new Header("Origin", "https://page"));
        assertThat(response.status()).isEqualTo(204);
        assertThat(Header.find(response.headers(), "Access-Control-Allow-Origin")).contains("https://page");
        assertThat(Header.find(response.headers(), "Access-Control-Allow-Headers"))
                .contains("Content-Type, Authorization");
    }

    @Test
    void namesWhatIsWrong() {
        assertThat(ask("GET", "/elsewhere", "").status()).isEqualTo(404);
        assertThat(ask("GET", "/api/v2/rtp2webrtc/offer/room", "").status()).isEqualTo(405);
        assertThat(ask("POST", "/api/v2/rtp2webrtc/offer/room", "no json").status()).isEqualTo(400);
        assertThat(ask("POST", "/api/v2/rtp2webrtc/offer/%zz", "{\"type\":\"offer\",\"sdp\":\"v\"}").status())
                .isEqualTo(400);
        assertThat(ask("POST", "/api/v2/rtp2webrtc/offer/room", "{\"type\":\"answer\"}").status()).isEqualTo(400);

        answer = CompletableFuture.failedFuture(new RefusedOffer(403, "no"));
        assertThat(ask("POST", "/api/v2/rtp2webrtc/offer/room", "{\"type\":\"offer\",\"sdp\":\"v\"}").status())
                .isEqualTo(403);
        answer = CompletableFuture.failedFuture(new IllegalStateException("broken"));
        assertThat(ask("POST", "/api/v2/rtp2webrtc/offer/room", "{\"type\":\"offer\",\"sdp\":\"v\"}").status())
                .isEqualTo(500);
    }
}
