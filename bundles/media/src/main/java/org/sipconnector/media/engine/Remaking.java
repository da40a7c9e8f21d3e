/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.media.LineBlueprint;
import org.sipconnector.api.media.PeerConnectionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What it takes to make a connection again, and when that is due: the library takes no description any more after it failed over
 * one half-way. Media flows on meanwhile as it was agreed, so the connection is left when a description is wanted next; and
 * one that was made again only once it has been connected: whoever cannot connect would have it made again and again.
 */
final class Remaking {

    private static final Logger LOG = LoggerFactory.getLogger(Remaking.class);

    private final Lines lines;
    /** What it is being made again from, until that is done. */
    private Optional<PeerConnectionState> resuming = Optional.empty();
    /** As they were before the latest offer of the other side. */
    private List<LineBlueprint> former = List.of();
    /** Those of them that the offer took over which the library failed. */
    private List<LineBlueprint> taken = List.of();
    private Optional<String> spoiled = Optional.empty();
    private boolean unproven;
    private Optional<PeerConnectionState> latest = Optional.empty();

    Remaking(Lines lines) {
        this.lines = lines;
    }

    void begins(PeerConnectionState blueprint) {
        resuming = Optional.of(blueprint);
        unproven = true;
    }

    void done() {
        resuming = Optional.empty();
    }

    void connected() {
        unproven = false;
    }

    /** An offer of the other side has come. */
    void offered(Negotiation negotiation) {
        former = blueprint(Optional.of(negotiation)).map(PeerConnectionState::lines).orElse(List.of());
    }

    /** The library failed over a description, and takes no other: what an offer took is given back. */
    void spoil(String reason, Negotiation negotiation) {
        spoiled = Optional.of("the media library can negotiate nothing more: " + reason);
        taken = negotiation.isTheirs() ? former.stream().filter(line -> !lines.has(line.settings().name())).toList() : List.of();
    }

    /** We stop a line, also one that is given back. */
    void stopped(String name) {
        taken = taken.stream().filter(line -> !line.settings().name().equals(name)).toList();
    }

    /** Why the connection is to be left before the next description; empty when it is not. */
    Optional<String> due() {
        return unproven ? Optional.empty() : spoiled;
    }

    /** Empty when the connection was never opened, or cannot be described. */
    Optional<PeerConnectionState> blueprint(Optional<Negotiation> negotiation) {
        if (resuming.isPresent()) {
            return resuming;
        }
        try {
            return negotiation.map(present -> new PeerConnectionState(lines(present).toList(), present.agreed()));
        } catch (RuntimeException stopped) {
            LOG.debug("A peer connection cannot be described: {}", stopped.toString());
            return Optional.empty();
        }
    }

    /** The blueprint if it is another than the last time. */
    Optional<PeerConnectionState> changed(Optional<Negotiation> negotiation) {
        Optional<PeerConnectionState> before = latest;
        latest = blueprint(negotiation);
        return latest.filter(now -> before.filter(now::equals).isEmpty());
    }

    /** Without what an offer brought over which the library failed, and with what that took. */
    private Stream<LineBlueprint> lines(Negotiation negotiation) {
        return Stream.concat(lines.all().stream().filter(line -> spoiled.isEmpty() || !negotiation.tentative().contains(line))
                .map(TransceiverLine::blueprint), taken.stream());
    }
}
