/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.media.sdp.SessionText;
import org.sipconnector.spi.media.LineBlueprint;
import org.sipconnector.spi.media.PeerConnectionState;
import org.sipconnector.spi.media.TransceiverSettings;

/** Gives a fresh connection the lines, sources and sinks of one that was lost. Used on its sequence only. */
final class Resumption {

    private final TransceiverControl transceivers;
    private final Lines lines;
    private final OfferAnswer negotiation;
    private final IncomingTracks tracks;
    /** Lines we had stopped, which the other side does not know yet. */
    private final List<TransceiverLine> stopped = new ArrayList<>();

    Resumption(TransceiverControl transceivers, Lines lines, OfferAnswer negotiation, IncomingTracks tracks) {
        this.transceivers = transceivers;
        this.lines = lines;
        this.negotiation = negotiation;
        this.tracks = tracks;
    }

    CompletableFuture<Void> run(PeerConnectionState blueprint) {
        SessionText before = SessionText.parse(blueprint.agreed());
        Map<String, TransceiverSettings> answers = new HashMap<>();
        blueprint.lines().forEach(line -> line.mid().filter(mid -> before.media(mid).isPresent())
                .ifPresent(mid -> answers.put(mid, line.settings())));
        Map<String, Sending> prepared = transceivers.prepare(answers.values());
        CompletableFuture<Void> agreed = blueprint.agreed().isEmpty()
                ? CompletableFuture.completedFuture(null)
                : negotiation.resume(blueprint.agreed(), answers, changes -> changes.added().forEach(line -> answer(line, answers, prepared)));
        return agreed.thenRun(() -> finish(blueprint)).whenComplete((done, failure) -> prepared.values().forEach(Sending::drop));
    }

    private void answer(TransceiverLine line, Map<String, TransceiverSettings> answers, Map<String, Sending> prepared) {
        TransceiverSettings settings = answers.get(line.mid().orElseThrow());
        if (settings == null) {
            stopped.add(line);
        } else {
            transceivers.answer(line, settings, prepared.remove(line.name()));
        }
    }

    private void finish(PeerConnectionState blueprint) {
        stopped.stream().filter(line -> line.transceiver().lives()).forEach(transceivers::stop);
        blueprint.lines().stream().filter(line -> !lines.has(line.settings().name())).forEach(line -> transceivers.add(line.settings()));
        blueprint.lines().forEach(line -> lines.get(line.settings().name()).announced(line.announced()));
        negotiation.remoteText().ifPresent(remote -> tracks.update(lines.all(), remote));
        blueprint.lines().forEach(this::attachSinks);
    }

    private void attachSinks(LineBlueprint blueprint) {
        TransceiverLine line = lines.get(blueprint.settings().name());
        if (line.incoming().isPresent()) {
            blueprint.sinks().forEach(sink -> tracks.addSink(line, sink));
        }
    }
}
