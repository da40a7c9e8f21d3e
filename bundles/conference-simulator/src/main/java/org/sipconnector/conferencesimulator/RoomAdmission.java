/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.Secret;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.serverapi.License;
import org.sipconnector.conferencesimulator.wire.ServerWords;
import org.sipconnector.simulator.Fault;
import org.sipconnector.simulator.ParticipantRole;
import org.sipconnector.simulator.RoomSnapshot;
import org.sipconnector.simulator.ServerCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells participants where they are and lets them in. On the simulator's executor only. */
final class RoomAdmission {

    private static final Logger LOG = LoggerFactory.getLogger(RoomAdmission.class);

    private final SimulatorExecutor executor;
    private final Rooms rooms;
    private final Clients clients;
    private final Signalling signalling;
    private final ConferenceTokens tokens;
    private final Faults faults;
    private final Presentations presentations;
    private final MediaRouting routing;

    RoomAdmission(SimulatorExecutor executor, Rooms rooms, Clients clients, Signalling signalling, ConferenceTokens tokens, Faults faults,
            Presentations presentations, MediaRouting routing) {
        this.executor = executor;
        this.rooms = rooms;
        this.clients = clients;
        this.signalling = signalling;
        this.tokens = tokens;
        this.faults = faults;
        this.presentations = presentations;
        this.routing = routing;
    }

    /** Greets a participant whose call has begun. */
    void welcome(Leg leg) {
        if (leg.role != ParticipantRole.PRESENTATION && !leg.welcomed) {
            logged(leg, tellRoom(leg, false));
        }
        leg.welcomed = true;
        logged(leg, say(leg, new ServerCommand.UseLicense(License.AUDIOPLUSPRESENTATION)));
        presentations.show(leg);
        routing.arrange(leg.room);
    }

    /** Tells a participant its room and gives it a token for it, unless it has to wait there. */
    CompletableFuture<Void> tellRoom(Leg leg, boolean bearer) {
        boolean waits = leg.room.equals(RoomSnapshot.PURGATORY);
        Optional<Secret> carried = bearer && !waits ? Optional.of(tokens.issue(leg.room, leg.id)) : Optional.empty();
        CompletableFuture<Void> told =
                say(leg, new ServerCommand.EnterRoom(leg.room, leg.user, carried, Optional.empty()));
        if (bearer || waits || faults.take(Fault.NoToken.class).isPresent()) {
            return told;
        }
        Optional<Fault.LateToken> late = faults.take(Fault.LateToken.class);
        if (late.isPresent()) {
            String room = leg.room;
            executor.after(late.get().after(), () -> {
                if (!leg.ended && leg.room.equals(room)) {
                    logged(leg, token(leg));
                }
            });
            return told;
        }
        return CompletableFuture.allOf(told, token(leg));
    }

    /** Moves a participant to another room and tells it. */
    CompletableFuture<Void> move(Leg leg, String room, boolean bearer) {
        String former = leg.room;
        presentations.end(leg);
        rooms.move(leg, room);
        LOG.info("{} moves from {} to {}", leg, Printable.line(former), Printable.line(leg.room));
        CompletableFuture<Void> told = tellRoom(leg, bearer);
        presentations.show(leg);
        routing.arrange(former);
        routing.arrange(leg.room);
        return told;
    }

    /** Says something to a participant; what it did not hear, since its connection was lost, it is told when it is back. */
    CompletableFuture<Void> say(Leg leg, ServerCommand command) {
        // in the order in which it was meant
        sayAgain(leg);
        if (command instanceof ServerCommand.Notification notification && clients.registered(leg.user, leg.client)) {
            return signalling.notify(leg.client, clients.address(leg.user), ServerWords.notify(notification));
        }
        return command instanceof ServerCommand.Offer offer
                ? signalling.offer(leg.dialog, offer.sdp())
                : signalling.info(leg.dialog, ServerWords.of(command), () -> leg.unheard.add(command));
    }

    /** A participant has come back, or was never away. */
    void sayAgain(Leg leg) {
        List<ServerCommand> unheard = List.copyOf(leg.unheard);
        leg.unheard.clear();
        unheard.forEach(command -> logged(leg, say(leg, command)));
    }

    private CompletableFuture<Void> token(Leg leg) {
        boolean upper = faults.take(Fault.UpperCaseToken.class).isPresent();
        String conference = upper ? leg.room.toUpperCase(Locale.ROOT) : leg.room;
        return say(leg, ServerWords.tokenIssued(conference, leg.user, tokens.issue(leg.room, leg.id)));
    }

    /** What a participant refuses is worth a line, but no reason to end its call. */
    static void logged(Leg leg, CompletableFuture<Void> said) {
        said.whenComplete((done, failure) -> {
            if (failure != null && !leg.ended) {
                LOG.warn("{} did not take what it was told: {}", leg, StageFailure.reason(failure));
            }
        });
    }
}
