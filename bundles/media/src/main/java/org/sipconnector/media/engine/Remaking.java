/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sipconnector.spi.media.LineBlueprint;
import org.sipconnector.spi.media.PeerConnectionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What it takes to make a connection again, and when that is due: where the library fails over a description half-way, or undoes
 * an offer, it keeps in some lines what that said, and may take no other. The session goes on as it was (RFC 3261 section 14.1) on a
 * connection that is made again at once; but one that was made again only once it has been connected: whoever cannot connect
 * would have it made again and again.
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
    void offered(OfferAnswer negotiation) {
        former = described(() -> lines(negotiation).toList()).orElse(List.of());
    }

    /** The library failed over a description, and takes no other: what an offer took is given back. */
    void spoil(String reason, OfferAnswer negotiation) {
        spoiled = Optional.of("the media library keeps what a refused description said: " + reason);
        taken = negotiation.isTheirs() ? former.stream().filter(line -> !lines.has(line.settings().name())).toList() : List.of();
    }

    /** We stop a line, also one that is given back. */
    void stopped(String name) {
        former = without(former, name);
        taken = without(taken, name);
    }

    private static List<LineBlueprint> without(List<LineBlueprint> lines, String name) {
        return lines.stream().filter(line -> !line.settings().name().equals(name)).toList();
    }

    /** Why the connection is to be left; empty when it is not, or not yet. */
    Optional<String> due() {
        return unproven ? Optional.empty() : spoiled;
    }

    /** Empty when the connection was never opened, or cannot be described. */
    Optional<PeerConnectionState> blueprint(Optional<OfferAnswer> negotiation) {
        if (resuming.isPresent()) {
            return resuming;
        }
        return negotiation.flatMap(present -> described(() -> present.state(lines(present))));
    }

    private static <T> Optional<T> described(Supplier<T> what) {
        try {
            return Optional.of(what.get());
        } catch (RuntimeException stopped) {
            LOG.debug("A peer connection cannot be described: {}", stopped.toString());
            return Optional.empty();
        }
    }

    /** The blueprint if it is another than the last time. */
    Optional<PeerConnectionState> changed(Optional<OfferAnswer> negotiation) {
        Optional<PeerConnectionState> before = latest;
        latest = blueprint(negotiation);
        return latest.filter(now -> before.filter(now::equals).isEmpty());
    }

    /** Without what an offer brought over which the library failed, and with what that took. */
    private Stream<LineBlueprint> lines(OfferAnswer negotiation) {
        return Stream.concat(lines.all().stream().filter(line -> spoiled.isEmpty() || !negotiation.tentative().contains(line))
                .map(TransceiverLine::blueprint).map(line -> spoiled.isEmpty() ? line : withSinks(line)), taken.stream());
    }

    /** The sinks of a track go with it, and come back with it. */
    private LineBlueprint withSinks(LineBlueprint line) {
        return former.stream().filter(was -> line.sinks().isEmpty() && was.settings().name().equals(line.settings().name())).findFirst()
                .map(was -> new LineBlueprint(line.settings(), line.mid(), line.announced(), was.sinks())).orElse(line);
    }
}
