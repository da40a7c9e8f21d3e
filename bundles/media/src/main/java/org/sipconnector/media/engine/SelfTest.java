package org.sipconnector.media.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaEngine;
import org.sipconnector.api.media.MediaEvent;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.PeerSettings;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.TransceiverSettings;

/** Sends a tone from one connection of a fresh engine to another and listens: the whole path works, or it says so. */
final class SelfTest {

    /** Not a connector: the engine itself. */
    static final ConnectorId OWNER = ConnectorId.of("media-self-test");
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final PeerSettings SETTINGS = new PeerSettings(List.of(), Duration.ofMillis(100), true);

    private final PeerId caller = new PeerId("media-self-test-caller");
    private final PeerId callee = new PeerId("media-self-test-callee");
    private final AtomicBoolean done = new AtomicBoolean();
    private final MediaEngine engine;
    private final Consumer<Optional<String>> report;

    private SelfTest(MediaEngine engine, Consumer<Optional<String>> report) {
        this.engine = engine;
        this.report = report;
    }

    /** @param report hears once what is wrong, or that nothing is */
    static void run(MediaEngine engine, Owners owners, EngineThreads threads, Consumer<Optional<String>> report) {
        SelfTest test = new SelfTest(engine, report);
        owners.attach(OWNER, test::hear);
        threads.after(LIMIT, () -> test.finish(Optional.of("the self-test heard no sound within " + LIMIT.toSeconds()
                + " s; peer connections of this machine cannot reach each other over its network interfaces")));
        test.begin();
    }

    private void begin() {
        engine.open(OWNER, caller, SETTINGS);
        engine.open(OWNER, callee, SETTINGS);
        engine.addTransceiver(caller, TransceiverSettings.sending("audio",
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

    private void finish(Optional<String> trouble) {
        if (done.compareAndSet(false, true)) {
            engine.close(caller);
            engine.close(callee);
            engine.release(OWNER);
            report.accept(trouble);
        }
    }
}
