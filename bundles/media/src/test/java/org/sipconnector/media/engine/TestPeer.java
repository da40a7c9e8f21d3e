/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;

/** One end of a call in a test: a connection with an owner of its own, and the steps of a negotiation as calls. */
final class TestPeer implements AutoCloseable {

    static final PeerSettings SETTINGS = new PeerSettings(List.of(), Duration.ofMillis(300), true);
    /** A handshake that begins badly takes longer. */
    private static final Duration PICTURES = Duration.ofSeconds(60);
    private static final AtomicInteger COUNT = new AtomicInteger();

    final MediaEngine engine;
    final EventRecorder ears = new EventRecorder();
    final ConnectorId owner;
    final PeerId id;

    TestPeer(MediaEngine engine) {
        this(engine, SETTINGS);
    }

    TestPeer(MediaEngine engine, PeerSettings settings) {
        this.engine = engine;
        int number = COUNT.incrementAndGet();
        owner = ConnectorId.of("owner-" + number);
        id = new PeerId("peer-" + number);
        engine.attach(owner, ears);
        engine.open(owner, id, settings);
    }

    private TestPeer(MediaEngine engine, ConnectorId owner, PeerId id, PeerConnectionState blueprint) {
        this.engine = engine;
        this.owner = owner;
        this.id = id;
        engine.attach(owner, ears);
        engine.reopen(owner, id, SETTINGS, blueprint);
    }

    /** A connection that is said to have been lost. */
    static TestPeer lost(MediaEngine engine, PeerConnectionState blueprint) {
        int number = COUNT.incrementAndGet();
        return new TestPeer(engine, ConnectorId.of("owner-" + number), new PeerId("peer-" + number), blueprint);
    }

    /** This connection, which was lost, made again by this engine. */
    TestPeer reopened(MediaEngine next, PeerConnectionState blueprint) {
        return new TestPeer(next, owner, id, blueprint);
    }

    static TransceiverSettings tone(String name) {
        return TransceiverSettings.sending(name, new LocalTrack(name + "-track", MediaKind.AUDIO, "tone:440"),
                name + "-stream", Direction.SENDRECV);
    }

    static TransceiverSettings pattern(String name) {
        return TransceiverSettings.sending(name, new LocalTrack(name + "-track", MediaKind.VIDEO, "pattern:320x180@15"),
                name + "-stream", Direction.SENDRECV);
    }

    TestPeer with(TransceiverSettings... lines) {
        for (TransceiverSettings line : lines) {
            engine.addTransceiver(id, line);
        }
        return this;
    }

    String offer() {
        return offer(false);
    }

    String offer(boolean iceRestart) {
        String request = "offer-" + COUNT.incrementAndGet();
        engine.createOffer(id, request, iceRestart);
        return description(request);
    }

    String answer(String offer, TransceiverSettings... answering) {
        setRemote(SdpType.OFFER, offer, answering);
        return answer();
    }

    /** To the offer that was set. */
    String answer() {
        String request = "answer-" + COUNT.incrementAndGet();
        engine.createAnswer(id, request);
        return description(request);
    }

    void accept(String answer) {
        setRemote(SdpType.ANSWER, answer);
    }

    void setRemote(SdpType type, String sdp, TransceiverSettings... answering) {
        String request = "remote-" + COUNT.incrementAndGet();
        engine.setRemote(id, request, type, sdp, List.of(answering));
        ears.await(MediaEvent.class, event -> event instanceof MediaEvent.RemoteDescriptionSet set && set.request().equals(request)
                || refused(event, request));
    }

    private static boolean refused(MediaEvent event, String request) {
        if (event instanceof MediaEvent.PeerCommandFailed failed && failed.request().equals(request)) {
            throw new AssertionError(failed.toString());
        }
        if (event instanceof MediaEvent.MediaEngineLost lost) {
            throw new AssertionError(lost.toString());
        }
        return false;
    }

    private String description(String request) {
        return ((MediaEvent.LocalDescription) ears.await(MediaEvent.class, event -> event instanceof MediaEvent.LocalDescription local
                && local.request().equals(request) || refused(event, request))).sdp();
    }

    /** Offers to the other and takes its answer. */
    void call(TestPeer other, TransceiverSettings... answering) {
        accept(other.answer(offer(), answering));
    }

    void awaitConnected() {
        ears.await(MediaEvent.PeerStateChanged.class, event -> event.state() == PeerState.CONNECTED);
    }

    /** A helper tells its connections' flows a moment after they were opened. */
    MediaFlow flow() {
        Await.until("the flow is told", () -> engine.flow(id).isPresent());
        return engine.flow(id).orElseThrow();
    }

    void awaitMoreAudio() {
        long before = flow().audioReceived();
        Await.until("more sound comes", () -> flow().audioReceived() > before + 10);
    }

    void awaitMoreFrames() {
        long before = flow().framesReceived();
        Await.within(PICTURES, "more pictures come", () -> flow().framesReceived() > before + 3, this::pictures);
    }

    /** What the library knows of the pictures received and sent. */
    private List<String> pictures() {
        List<String> told =
                List.of("type", "mid", "packetsReceived", "framesReceived", "framesDecoded", "keyFramesDecoded", "framesDropped", "packetsLost",
                        "pliCount", "firCount", "nackCount", "packetsSent", "framesSent", "framesEncoded", "keyFramesEncoded", "frameWidth", "active",
                        "targetBitrate");
        return statistics().stream().filter(entry -> "video".equals(entry.get("kind")) && String.valueOf(entry.get("type")).endsWith("bound-rtp"))
                .map(entry -> told.stream().filter(entry::containsKey).map(key -> key + "=" + entry.get(key)).toList().toString()).toList();
    }

    /** Frames received on one transceiver. */
    long frames(String transceiver) {
        return flow().tracks().stream().filter(one -> one.track().transceiver().equals(transceiver))
                .mapToLong(one -> one.received()).sum();
    }

    List<Map<String, Object>> statistics() {
        String request = "statistics-" + COUNT.incrementAndGet();
        engine.collectStatistics(id, request);
        return ears.await(MediaEvent.StatisticsCollected.class, event -> event.request().equals(request)).entries();
    }

    /** Of the other side, as far as the library has been told. */
    List<String> remotePorts() {
        return statistics().stream().filter(entry -> "remote-candidate".equals(entry.get("type"))).map(entry -> String.valueOf(entry.get("port")))
                .toList();
    }

    Optional<MediaEvent.PeerCommandFailed> failure() {
        return ears.all(MediaEvent.PeerCommandFailed.class).stream().findFirst();
    }

    @Override
    public void close() {
        engine.close(id);
        ears.await(MediaEvent.class, event -> event instanceof MediaEvent.PeerClosed || event instanceof MediaEvent.MediaEngineLost);
        engine.release(owner);
    }
}
