/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.serverapi.ContentCodec;
import org.sipconnector.conferencesimulator.wire.ServerWords;
import org.sipconnector.simulator.ParticipantRole;
import org.sipconnector.simulator.RoomSnapshot;
import org.sipconnector.simulator.ServerCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who presents, and that the others get to see it: one presenter a room, the latest wins. On the simulator's executor only. */
final class Presentations {

    static final String STREAM = "content";

    private static final Logger LOG = LoggerFactory.getLogger(Presentations.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final SimulatorExecutor executor;
    private final Rooms rooms;
    private final Signalling signalling;
    private final Reinvitations reinvitations;
    private final Peers peers;
    private final MediaRouting routing;
    private final ContentCodec codec;

    Presentations(SimulatorExecutor executor, Rooms rooms, Signalling signalling, Reinvitations reinvitations, Peers peers, MediaRouting routing,
            ContentCodec codec) {
        this.executor = executor;
        this.rooms = rooms;
        this.signalling = signalling;
        this.reinvitations = reinvitations;
        this.peers = peers;
        this.routing = routing;
        this.codec = codec;
    }

    /** Whether it may present: in a real room, and not as a spectator. */
    boolean allowed(Leg leg) {
        return !leg.room.equals(RoomSnapshot.PURGATORY)
                && (leg.role == ParticipantRole.PARTICIPANT || leg.role == ParticipantRole.PRESENTATION);
    }

    /** Lets it present in place of any former presenter. */
    void start(Leg leg) {
        rooms.presenter(leg.room).filter(former -> former != leg).ifPresent(former -> {
            former.presentation.presenting(false);
            stop(former);
            say(former, new ServerCommand.ContentAvailable(Optional.of(codec)));
        });
        if (!leg.presentation.presenting()) {
            LOG.info("{} presents in {}", leg, Printable.line(leg.room));
        }
        leg.presentation.presenting(true);
        others(leg).forEach(this::show);
        routing.arrange(leg.room);
    }

    /** It presents no more, by its own will or because it left. */
    void end(Leg leg) {
        if (leg.presentation.presenting()) {
            leg.presentation.presenting(false);
            LOG.info("{} presents no more", leg);
            others(leg).forEach(this::show);
            routing.arrange(leg.room);
        }
    }

    /** Tells it to stop; it answers with a stop of its own. */
    void stop(Leg leg) {
        say(leg, new ServerCommand.MustStopPresentation());
    }

    /** Tells a participant whether somebody else presents, and sees to it that it can be sent there. */
    void show(Leg leg) {
        if (!leg.confirmed || leg.presentation.presenting()) {
            return;
        }
        if (rooms.presenter(leg.room).isPresent()) {
            say(leg, new ServerCommand.ContentAvailable(Optional.of(codec)));
            offerLine(leg);
        } else {
            say(leg, new ServerCommand.ContentEnded());
        }
    }

    /** Adds the presentation line to its connection by a re-INVITE, unless it is there or another offer is open. */
    private void offerLine(Leg leg) {
        if (leg.ended || leg.presentation.known() || leg.presentation.presenting() || leg.exchange != Leg.Exchange.NONE
                || leg.media.sources().isEmpty() || rooms.presenter(leg.room).isEmpty()) {
            return;
        }
        if (!leg.presentation.added()) {
            leg.presentation.add();
            peers.engine().addTransceiver(leg.peer,
                    leg.media.sources().get().content(Leg.DUAL, STREAM, Direction.SENDRECV, List.of()));
        }
        reinvitations.offer(leg).whenComplete((done, failure) -> {
            leg.presentation.known(failure == null);
            if (failure != null && !leg.ended) {
                LOG.warn("{} did not take a presentation line: {}", leg, StageFailure.reason(failure));
                executor.after(RETRY, () -> offerLine(leg));
            }
        });
    }

    private List<Leg> others(Leg leg) {
        return rooms.in(leg.room).stream().filter(other -> other != leg).toList();
    }

    private void say(Leg leg, ServerCommand command) {
        RoomAdmission.logged(leg, signalling.info(leg.dialog, ServerWords.of(command), () -> leg.unheard.add(command)));
    }
}
