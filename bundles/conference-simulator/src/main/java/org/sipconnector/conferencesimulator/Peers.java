/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TransceiverSettings;

/** The simulator's peer connections: negotiations as futures that complete on its executor, where it is used only. */
final class Peers {

    /** Loopback needs no server, and all host candidates come at once. */
    private static final PeerSettings SETTINGS = new PeerSettings(List.of(), Duration.ofMillis(200), true);

    private final MediaEngine engine;
    private final ConnectorId owner;
    private final Outcomes<String> outcomes = new Outcomes<>();
    private final Outcomes<List<Map<String, Object>>> statistics = new Outcomes<>();
    private final String run;
    private long count;

    /** @param run sets its connections apart from those of a former simulator, which the engine may be about to close */
    Peers(MediaEngine engine, ConnectorId owner, String run) {
        this.engine = engine;
        this.owner = owner;
        this.run = run;
    }

    /** A connection's name: it has its participant's, which another simulator gives again. */
    PeerId name(String participant) {
        return new PeerId("simulator-" + run + '-' + participant);
    }

    void open(PeerId peer) {
        engine.open(owner, peer, SETTINGS);
    }

    /** Makes a connection again that was lost with its engine; an offer of either side is to follow. */
    void reopen(PeerId peer, PeerConnectionState blueprint) {
        engine.reopen(owner, peer, SETTINGS, blueprint);
    }

    /** Answers an offer; {@code answering} is what to send on lines that are new. */
    CompletableFuture<String> answer(PeerId peer, String offer, List<TransceiverSettings> answering) {
        String remote = next(peer);
        CompletableFuture<String> set = outcomes.expect(remote);
        engine.setRemote(peer, remote, SdpType.OFFER, offer, answering);
        return set.thenCompose(done -> {
            String local = next(peer);
            CompletableFuture<String> made = outcomes.expect(local);
            engine.createAnswer(peer, local);
            return made;
        });
    }

    CompletableFuture<String> offer(PeerId peer) {
        String request = next(peer);
        CompletableFuture<String> made = outcomes.expect(request);
        engine.createOffer(peer, request, false);
        return made;
    }

    CompletableFuture<String> accept(PeerId peer, String answer) {
        String request = next(peer);
        CompletableFuture<String> set = outcomes.expect(request);
        engine.setRemote(peer, request, SdpType.ANSWER, answer, List.of());
        return set;
    }

    CompletableFuture<List<Map<String, Object>>> statistics(PeerId peer) {
        String request = next(peer);
        CompletableFuture<List<Map<String, Object>>> collected = statistics.expect(request);
        engine.collectStatistics(peer, request);
        return collected;
    }

    void rollback(PeerId peer) {
        engine.rollback(peer, next(peer));
    }

    void close(PeerId peer) {
        outcomes.failAll(peer + "/", "the connection is closed");
        statistics.failAll(peer + "/", "the connection is closed");
        engine.close(peer);
    }

    MediaEngine engine() {
        return engine;
    }

    void handle(MediaEvent event) {
        if (event instanceof MediaEvent.LocalDescription made) {
            outcomes.succeed(made.request(), made.sdp());
        } else if (event instanceof MediaEvent.RemoteDescriptionSet set) {
            outcomes.succeed(set.request(), "");
        } else if (event instanceof MediaEvent.StatisticsCollected collected) {
            statistics.succeed(collected.request(), collected.entries());
        } else if (event instanceof MediaEvent.PeerCommandFailed failed) {
            statistics.fail(failed.request(), failed.reason());
            fail(failed);
        } else if (event instanceof MediaEvent.MediaEngineLost lost) {
            outcomes.failAll(lost.peer() + "/", lost.reason());
            statistics.failAll(lost.peer() + "/", lost.reason());
        }
    }

    /** Nothing comes of what is asked of a connection that could not be opened. */
    private void fail(MediaEvent.PeerCommandFailed failed) {
        String reason = failed.command() + ": " + failed.reason();
        if (failed.command().equals("open")) {
            outcomes.failAll(failed.peer() + "/", reason);
        } else {
            outcomes.fail(failed.request(), reason);
        }
    }

    private String next(PeerId peer) {
        return peer + "/" + ++count;
    }
}
