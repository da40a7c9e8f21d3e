/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TransceiverSettings;

/** The far end of a call with a real peer connection, which sends sound and pictures. */
final class MediaPeer implements AutoCloseable {

    private static final PeerSettings SETTINGS = new PeerSettings(List.of(), Duration.ofMillis(300), true);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final LinkedBlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    private final MediaEngine engine;
    private final ConnectorId owner = ConnectorId.of("far-end-" + COUNT.incrementAndGet());
    private final PeerId id = new PeerId(owner.value());

    MediaPeer(MediaEngine engine) {
        this.engine = engine;
        engine.attach(owner, heard::add);
        engine.open(owner, id, SETTINGS);
    }

    private static List<TransceiverSettings> lines() {
        return List.of(line("far-sound", MediaKind.AUDIO, "tone:440"), line("far-picture", MediaKind.VIDEO, "pattern:320x180@15"));
    }

    private static TransceiverSettings line(String name, MediaKind kind, String source) {
        return TransceiverSettings.sending(name, new LocalTrack(name + "-track", kind, source), "far-stream", Direction.SENDRECV);
    }

    /** An offer with a transport a line: the engine makes such once it knows that its other side does not bundle. */
    String offer() throws InterruptedException {
        lines().forEach(line -> engine.addTransceiver(id, line));
        engine.createOffer(id, "offer", false);
        try (MediaPeer other = new MediaPeer(engine)) {
            accept(BrowserDescriptions.unbundled(other.answer(BrowserDescriptions.unbundled(description()))));
        }
        MediaEvent.MediaEngineLost lost = (MediaEvent.MediaEngineLost) next(MediaEvent.MediaEngineLost.class::isInstance);
        engine.reopen(owner, id, SETTINGS, lost.blueprint().orElseThrow());
        engine.createOffer(id, "offer", false);
        return description();
    }

    void accept(String answer) {
        engine.setRemote(id, "answered", SdpType.ANSWER, answer, List.of());
    }

    String answer(String offer) throws InterruptedException {
        engine.setRemote(id, "offered", SdpType.OFFER, offer, lines());
        engine.createAnswer(id, "answer");
        return description();
    }

    private String description() throws InterruptedException {
        return ((MediaEvent.LocalDescription) next(MediaEvent.LocalDescription.class::isInstance)).sdp();
    }

    /** Sound and pictures of the other side arrive. */
    void awaitMedia() throws InterruptedException {
        for (int kinds = 0; kinds < 2; kinds++) {
            next(MediaEvent.FirstMedia.class::isInstance);
        }
    }

    private Event next(Predicate<Event> wanted) throws InterruptedException {
        while (true) {
            Event event = heard.poll(ScriptedPeer.PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("the far end's connection told nothing more");
            }
            if (event instanceof MediaEvent.PeerCommandFailed failed) {
                throw new AssertionError(failed.toString());
            }
            if (wanted.test(event)) {
                return event;
            }
        }
    }

    @Override
    public void close() {
        engine.close(id);
        engine.release(owner);
    }
}
