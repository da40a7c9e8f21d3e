/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TransceiverSettings;

/**
 * Sends a tone from one connection of a fresh engine to another and listens: the whole path works, or it says why not and
 * tries again later.
 *
 * <p>The sending connection then stays, silent, as long as the engine. For when the last audio sender of all closes, the
 * library stops recording and with it the decoding of every remote audio. Starting it again from outside works, but
 * deadlocks with the library's own stopping when both come at once.
 */
final class SelfTest {

    /** Not a connector: the engine itself. */
    static final ConnectorId OWNER = ConnectorId.of("media-self-test");

    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final PeerSettings SETTINGS = new PeerSettings(List.of(), Duration.ofMillis(100), true);
    private static final String LINE = "audio";

    private final LocalEngine engine;
    private final EngineThreads threads;
    private final Consumer<Optional<String>> report;
    private final PeerId caller;
    private final PeerId callee;
    private final int attempt;
    private Future<?> limit;
    private boolean done;

    private SelfTest(LocalEngine engine, EngineThreads threads, int attempt, Consumer<Optional<String>> report) {
        this.engine = engine;
        this.threads = threads;
        this.report = report;
        this.attempt = attempt;
        caller = new PeerId("media-self-test-caller-" + attempt);
        callee = new PeerId("media-self-test-callee-" + attempt);
    }

    /** @param report hears after each attempt what is wrong, or that nothing is */
    static void run(LocalEngine engine, EngineThreads threads, Consumer<Optional<String>> report) {
        new SelfTest(engine, threads, 1, report).begin();
    }

    private synchronized void begin() {
        engine.attach(OWNER, this::hear);
        limit = threads.after(LIMIT, () -> finish(Optional.of("the self-test heard no sound within " + LIMIT.toSeconds()
                + " s; peer connections of this machine cannot reach each other over its network interfaces")));
        engine.open(OWNER, caller, SETTINGS);
        engine.open(OWNER, callee, SETTINGS);
        engine.addTransceiver(caller, TransceiverSettings.sending(LINE,
                new LocalTrack("self-test", MediaKind.AUDIO, "tone:440"), "self-test", Direction.SENDONLY));
        engine.createOffer(caller, "offer", false);
    }

    private void hear(Event event) {
        if (event instanceof MediaEvent.LocalDescription local && local.type() == SdpType.OFFER) {
            engine.setRemote(callee, "offer", SdpType.OFFER, local.sdp(), List.of());
        } else if (event instanceof MediaEvent.RemoteDescriptionSet set && set.type() == SdpType.OFFER) {
            engine.createAnswer(callee, "answer");
        } else if (event instanceof MediaEvent.LocalDescription local) {
            engine.setRemote(caller, "answer", SdpType.ANSWER, local.sdp(), List.of());
        } else if (event instanceof MediaEvent.PeerCommandFailed failed) {
            finish(Optional.of("the self-test could not " + failed.command() + ": " + failed.reason()));
        } else if (event instanceof MediaEvent.FirstMedia) {
            finish(Optional.empty());
        }
    }

    private synchronized void finish(Optional<String> trouble) {
        if (done) {
            return;
        }
        done = true;
        limit.cancel(false);
        engine.close(callee);
        if (trouble.isEmpty()) {
            engine.hush(caller, LINE);
        } else {
            engine.close(caller);
            threads.after(PAUSE, () -> new SelfTest(engine, threads, attempt + 1, report).begin());
        }
        report.accept(trouble);
    }
}
