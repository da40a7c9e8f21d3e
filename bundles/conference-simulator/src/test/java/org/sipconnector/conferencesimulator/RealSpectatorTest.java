/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.Header;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;

/** A spectator watches over a connection of its own that it asked for by HTTPS on the WebSocket's port. */
@Timeout(300)
class RealSpectatorTest {

    private static final ConnectorId OWNER = ConnectorId.of("spectator");
    private static final PeerId PEER = new PeerId("spectator-peer");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;
    private static RealRoom room;
    private static HttpClient http;

    @BeforeAll
    static void start() throws Exception {
        room = new RealRoom(directory);
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(room.simulator.addresses().caFile().orElseThrow())) {
            trusted.setCertificateEntry("ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        http = HttpClient.newBuilder().sslContext(tls).connectTimeout(Duration.ofSeconds(40)).build();
    }

    @AfterAll
    static void stop() {
        if (room != null) {
            room.close();
        }
    }

    private static URI uri(String path) {
        return URI.create("https://127.0.0.1:" + room.simulator.addresses().wssPort().orElseThrow() + path);
    }

    private static HttpResponse<String> post(String path, String token, String sdp) throws Exception {
        String body = JsonNodeFactory.instance.objectNode().put("type", "offer").put("sdp", sdp).toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(40)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theAddressIsTold() throws Exception {
        HttpResponse<String> response = http.send(HttpRequest.newBuilder(uri("/api/v1/address")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body()).path("ip").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void aSpectatorSeesAndHearsTheRoomUntilItParticipatesAgain() throws Exception {
        EventRecorder ears = new EventRecorder();
        room.engine.attach(OWNER, ears);
        try (TestClient bob = room.client("bob").connect().call("room");
                TestClient alice = room.client("alice").connect().call("room")) {
            room.simulator.tell("alice", new ServerCommand.ToSpectators(Optional.of("A1"), OptionalInt.empty()))
                    .toCompletableFuture().get(40, TimeUnit.SECONDS);
            String token = token(alice);

            room.engine.open(OWNER, PEER,
                    new PeerSettings(List.of(), Duration.ofMillis(300), true).withoutGathering());
            room.engine.addTransceiver(PEER, TransceiverSettings.receiving("audio", MediaKind.AUDIO));
            for (String line : List.of("video", "content1", "content2", "content3")) {
                room.engine.addTransceiver(PEER, TransceiverSettings.receiving(line, MediaKind.VIDEO));
            }
            room.engine.createOffer(PEER, "offer", false);
            String offer = ears.await(MediaEvent.LocalDescription.class).sdp();

            String path = "/api/v2/rtp2webrtc/offer/room?quality=high&audio=a1";
            assertThat(post(path, "", offer).statusCode()).isEqualTo(401);
            HttpResponse<String> response = post(path, token, offer);
            assertThat(response.statusCode()).isEqualTo(200);
            JsonNode answer = JSON.readTree(response.body());
            assertThat(answer.path("type").asText()).isEqualTo("answer");
            assertThat(answer.path("sdp").asText()).contains("a=msid:default ", "content_vp8", "a=candidate:");
            room.engine.setRemote(PEER, "answer", SdpType.ANSWER, answer.path("sdp").asText(), List.of());
            ears.await(MediaEvent.PeerStateChanged.class, event -> event.state() == PeerState.CONNECTED);
            Await.until("the spectator hears and sees bob", () -> room.engine.flow(PEER)
                    .filter(flow -> flow.audioReceived() > 10 && flow.framesReceived() > 5).isPresent());

            bob.present();
            Await.until("the spectator sees the presentation", () -> room.engine.flow(PEER).orElseThrow().tracks()
                    .stream().anyMatch(flow -> flow.width() == 480));

            room.simulator.tell("alice", new ServerCommand.ToParticipants()).toCompletableFuture()
                    .get(40, TimeUnit.SECONDS);
            alice.awaitTold("x-webrtc-partstate", "PARTICIPANT");
            assertThat(room.simulator.snapshot().participant("alice").orElseThrow().connections().spectator()).isEmpty();
            alice.awaitSound();
            alice.hangUp();
            bob.hangUp();
        } finally {
            room.engine.release(OWNER);
        }
    }

    private static String token(TestClient client) throws Exception {
        SipEvent.DialogRequestReceived issued = client.ears.await(SipEvent.DialogRequestReceived.class,
                event -> Header.find(event.headers(), "x-vinteo-notify").isPresent());
        return JSON.readTree(Header.find(issued.headers(), "x-vinteo-notify").orElseThrow()).path("body").path("jwt")
                .asText();
    }
}
