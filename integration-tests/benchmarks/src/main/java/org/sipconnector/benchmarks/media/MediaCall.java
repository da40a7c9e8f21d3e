/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaFlow;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TransceiverSettings;

/** Two peer connections of one engine that call each other, sound and perhaps pictures both ways. */
final class MediaCall implements AutoCloseable {

    private static final AtomicLong COUNT = new AtomicLong();
    private static final int PATIENCE_SECONDS = 90;

    /** The sources each end sends; none of a kind where it is empty. */
    record Sources(String audio, Optional<String> video) {

        static final Sources AUDIO = new Sources("tone:440", Optional.empty());
        static final Sources AUDIO_VIDEO = new Sources("tone:440", Optional.of("pattern:640x360@15"));
    }

    /** One of the two connections, and what it waits for. */
    final class End {

        final PeerId id = new PeerId("end-" + COUNT.incrementAndGet());
        private final ConnectorId owner = ConnectorId.of(id.value());
        private final ConcurrentHashMap<String, CompletableFuture<MediaEvent>> awaited = new ConcurrentHashMap<>();

        private End() {
            engine.attach(owner, this::heard);
            engine.open(owner, id, PeerSettings.of(List.of()));
        }

        private void heard(Event event) {
            if (event instanceof MediaEvent.LocalDescription local) {
                event(local.request()).complete(local);
            } else if (event instanceof MediaEvent.RemoteDescriptionSet set) {
                event(set.request()).complete(set);
            } else if (event instanceof MediaEvent.PeerCommandFailed failed) {
                event(failed.request()).completeExceptionally(new IllegalStateException(failed.toString()));
            } else if (event instanceof MediaEvent.FirstMedia first) {
                event("first " + first.track().kind()).complete(first);
            } else if (event instanceof MediaEvent.PeerClosed || event instanceof MediaEvent.MediaEngineLost) {
                event("closed").complete((MediaEvent) event);
            }
        }

        private CompletableFuture<MediaEvent> event(String name) {
            return awaited.computeIfAbsent(name, key -> new CompletableFuture<>());
        }

        private MediaEvent await(String name) {
            return event(name).orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        }

        private String description(String name) {
            return ((MediaEvent.LocalDescription) await(name)).sdp();
        }

        MediaFlow flow() {
            return engine.flow(id).orElseThrow();
        }

        private void close() {
            engine.close(id);
            await("closed");
            engine.release(owner);
        }
    }

    private final MediaEngine engine;
    final End caller;
    final End callee;
    private volatile long firstFrame;

    private MediaCall(MediaEngine engine) {
        this.engine = engine;
        caller = new End();
        callee = new End();
        callee.event("first " + MediaKind.VIDEO).thenRun(() -> firstFrame = System.nanoTime());
    }

    /** Calls, and returns when what is sent was heard and seen at both ends. */
    static MediaCall established(MediaEngine engine, Sources sources) {
        MediaCall call = new MediaCall(engine);
        lines(sources, "caller").forEach(line -> engine.addTransceiver(call.caller.id, line));
        engine.createOffer(call.caller.id, "offer", false);
        engine.setRemote(call.callee.id, "take", SdpType.OFFER, call.caller.description("offer"), lines(sources, "callee"));
        call.callee.await("take");
        engine.createAnswer(call.callee.id, "answer");
        engine.setRemote(call.caller.id, "done", SdpType.ANSWER, call.callee.description("answer"), List.of());
        for (End end : List.of(call.caller, call.callee)) {
            end.await("first " + (sources.video().isPresent() ? MediaKind.VIDEO : MediaKind.AUDIO));
        }
        return call;
    }

    /** Milliseconds from opening the first connection until the first frame is decoded at the callee. */
    static double millisToFirstFrame(MediaEngine engine) {
        long begin = System.nanoTime();
        try (MediaCall call = established(engine, Sources.AUDIO_VIDEO)) {
            return (call.firstFrame - begin) / 1e6;
        }
    }

    private static List<TransceiverSettings> lines(Sources sources, String end) {
        LocalTrack microphone = new LocalTrack(end + "-audio", MediaKind.AUDIO, sources.audio());
        TransceiverSettings audio = TransceiverSettings.sending("audio", microphone, end, Direction.SENDRECV);
        return sources.video().map(source -> List.of(audio, TransceiverSettings.sending("video",
                new LocalTrack(end + "-video", MediaKind.VIDEO, source), end, Direction.SENDRECV))).orElse(List.of(audio));
    }

    @Override
    public void close() {
        caller.close();
        callee.close();
    }
}
