/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections again that were lost with the media engine. A client whose engine was lost too offers anew at once; the
 * others are offered after a moment, so that their picture stands for half a second and not longer, and then a few times
 * more. On the simulator's executor only.
 */
final class Restorations {

    private static final Logger LOG = LoggerFactory.getLogger(Restorations.class);
    /** A client of the same machine has offered by then: its offer and ours would only refuse each other. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(4);
    private static final int OFFERS = 5;

    private final SimulatorExecutor executor;
    private final Rooms rooms;
    private final Peers peers;
    private final Reinvitations reinvitations;

    Restorations(SimulatorExecutor executor, Rooms rooms, Peers peers, Reinvitations reinvitations) {
        this.executor = executor;
        this.rooms = rooms;
        this.peers = peers;
        this.reinvitations = reinvitations;
    }

    /** @return false when nothing can be done: the connection is lost for good */
    boolean begin(MediaEvent.MediaEngineLost lost, Consumer<Leg> failed) {
        Optional<Leg> owner = rooms.legs().stream().filter(leg -> leg.peer.equals(lost.peer())).findFirst();
        Optional<SpectatorLeg> spectator = rooms.legs().stream().flatMap(leg -> leg.spectator.stream())
                .filter(one -> one.peer.equals(lost.peer())).findFirst();
        if (lost.blueprint().isEmpty() || owner.isEmpty() && spectator.isEmpty()) {
            return false;
        }
        LOG.info("{} is made again: {}", lost.peer(), lost.reason());
        peers.reopen(lost.peer(), lost.blueprint().get());
        spectator.ifPresent(one -> one.state = PeerState.NEW);
        owner.ifPresent(leg -> {
            later(leg, leg.media.lost(), FIRST_PAUSE, OFFERS, failed);
        });
        return true;
    }

    private void later(Leg leg, int loss, Duration pause, int offers, Consumer<Leg> failed) {
        executor.after(pause, () -> {
            if (leg.ended || leg.media.losses() != loss || leg.media.is(PeerState.CONNECTED)) {
                return;
            }
            if (offers == 0) {
                failed.accept(leg);
                return;
            }
            if (leg.exchange == Leg.Exchange.NONE) {
                reinvitations.offer(leg).exceptionally(failure -> {
                    LOG.info("{} does not take a new connection: {}", leg, StageFailure.reason(failure));
                    return null;
                });
            }
            later(leg, loss, PAUSE, offers - 1, failed);
        });
    }
}
