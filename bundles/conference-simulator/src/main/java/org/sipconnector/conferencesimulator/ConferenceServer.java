/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.sipconnector.api.Event;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.conferencesimulator.web.SpectatorOffer;
import org.sipconnector.simulator.Drop;
import org.sipconnector.simulator.ParticipantRole;
import org.sipconnector.simulator.Reception;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.simulator.SimulatorException;
import org.sipconnector.simulator.SimulatorSnapshot;
import org.sipconnector.spi.explanation.OncePerMinute;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.sip.ServerEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The conference server's logic: gives each event and each command to the part it concerns. On the simulator's executor only. */
final class ConferenceServer {

    private static final Logger LOG = LoggerFactory.getLogger(ConferenceServer.class);

    /** A call without media for so long is ended, as by a server that hears nothing. */
    private static final Duration SILENCE = Duration.ofSeconds(40);
    private static final String SINK = "service:" + SimulatorComponents.SINK;

    private static final HandlerTable<ConferenceServer, Event> EVENTS = new HandlerTable<ConferenceServer, Event>()
            .on(ServerEvent.ClientRegistered.class, ConferenceServer::registered)
            .on(ServerEvent.ClientUnregistered.class, (own, event) -> own.parts.clients().remove(event.user(), event.userAgent()))
            .on(ServerEvent.ClientDisconnected.class, ConferenceServer::disconnected)
            .on(ServerEvent.RegistrationRefused.class, ConferenceServer::refused)
            .on(ServerEvent.DialogRequestWaiting.class, ConferenceServer::requested)
            .on(SipEvent.IncomingInvite.class, ConferenceServer::invited)
            .on(SipEvent.ReinviteAnswered.class, ConferenceServer::reinviteAnswered)
            .on(SipEvent.ReinviteFailed.class, (own, event) -> own.signaling.dialogs().handle(event))
            .on(MediaEvent.MediaEngineLost.class, ConferenceServer::lost)
            .on(MediaEvent.TrackAdded.class, ConferenceServer::added)
            .on(MediaEvent.PeerStateChanged.class, ConferenceServer::changed)
            .on(MediaEvent.PeerClosed.class, ConferenceServer::closed);

    private final HandlerTable<Leg, Event> inCall = new HandlerTable<Leg, Event>()
            .on(SipEvent.DialogConfirmed.class, this::confirmed)
            .on(SipEvent.DialogAnswered.class, this::answered)
            .on(SipEvent.ReinviteReceived.class, this::reinvited)
            .on(SipEvent.DialogFailed.class, this::failed)
            .on(SipEvent.DialogEnded.class, (leg, event) -> end(leg, event.failure().toString()));
    private final SimulatorComponents parts;
    private final SimulatorComponents.Signaling signaling;
    private final SimulatorComponents.Media media;
    private final Rooms rooms;
    private final OncePerMinute refusals = new OncePerMinute();
    private long count;

    ConferenceServer(SimulatorComponents parts) {
        this.parts = parts;
        this.signaling = parts.signaling();
        this.media = parts.media();
        this.rooms = parts.rooms();
    }

    void handle(Event event) {
        if (EVENTS.handle(this, event)) {
            return;
        }
        if (event instanceof SipEvent.DialogEvent dialog) {
            inDialog(dialog);
        } else if (event instanceof SipEvent sip) {
            signaling.dialogs().handle(sip);
        } else if (event instanceof MediaEvent heard) {
            media.peers().handle(heard);
        }
    }

    private void registered(ServerEvent.ClientRegistered event) {
        if (!parts.clients().registered(event.user(), event.userAgent())) {
            LOG.info("{} has registered", Printable.line(event.user()));
        }
        parts.clients().add(event.user(), event.userAgent());
    }

    private void disconnected(ServerEvent.ClientDisconnected event) {
        parts.clients().remove(event.userAgent());
        rooms.legs().stream().filter(leg -> leg.client.equals(event.userAgent()) && leg.media.sources().isEmpty())
                .forEach(leg -> end(leg, "its connection is gone"));
    }

    private void refused(ServerEvent.RegistrationRefused event) {
        refusals.tell(times -> LOG.info("{} may not register: {}{}", Printable.line(event.user()), event.status(), times));
    }

    private void requested(ServerEvent.DialogRequestWaiting event) {
        if (signaling.directCalls().has(event.dialog())) {
            signaling.directCalls().handle(event);
        } else {
            rooms.of(event.dialog()).ifPresentOrElse(leg -> signaling.requests().handle(leg, event),
                    () -> parts.foundations().servers().answer(event.dialog(), event.request(), 481, Optional.empty(), List.of()));
        }
    }

    private void reinviteAnswered(SipEvent.ReinviteAnswered event) {
        rooms.of(event.dialog()).filter(leg -> leg.exchange.endsWithAck()).ifPresentOrElse(
                leg -> signaling.calls().answeredLate(leg, event.answer()), () -> signaling.dialogs().handle(event));
    }

    private void inDialog(SipEvent.DialogEvent event) {
        if (signaling.directCalls().has(event.dialog())) {
            signaling.directCalls().handle(event);
        } else {
            rooms.of(event.dialog()).ifPresent(leg -> inCall.handle(leg, event));
        }
    }

    private void confirmed(Leg leg, SipEvent.DialogConfirmed event) {
        signaling.calls().confirmed(leg, event.answer());
        LOG.info("{} is in room {}", leg, Printable.line(leg.room));
    }

    private void answered(Leg leg, SipEvent.DialogAnswered event) {
        signaling.invitations().answered(leg, event.answer());
    }

    private void reinvited(Leg leg, SipEvent.ReinviteReceived event) {
        signaling.calls().reinvited(leg, event);
        signaling.admission().sayAgain(leg);
    }

    private void failed(Leg leg, SipEvent.DialogFailed event) {
        signaling.invitations().failed(leg, event.failure().toString());
        end(leg, event.failure().toString());
    }

    private void invited(SipEvent.IncomingInvite invite) {
        Optional<UserAgentId> callee = parts.clients().of(invite.targetUser())
                .filter(client -> !client.equals(invite.userAgent()));
        if (callee.isPresent()) {
            signaling.directCalls().start(invite, callee.get());
            return;
        }
        String id = "p" + ++count;
        Leg leg = new Leg(id, media.peers().name(id), invite.fromUser(), invite.displayName().orElse(""), invite.userAgent(),
                invite.dialog(), Rooms.name(invite.targetUser()));
        InviteAnswering.describe(leg, invite.headers());
        rooms.add(leg);
        LOG.info("{} calls {}", leg, Printable.line(invite.targetUser()));
        signaling.calls().answer(leg, invite.offer());
    }

    private void lost(MediaEvent.MediaEngineLost event) {
        if (!media.restorations().begin(event, leg -> changed(leg.peer, PeerState.FAILED, this::silent))) {
            changed(event.peer(), PeerState.FAILED, this::silent);
        }
        media.peers().handle(event);
    }

    private void changed(MediaEvent.PeerStateChanged event) {
        media.peers().handle(event);
        changed(event.peer(), event.state(), this::endUnlessMediaComesBack);
    }

    private void closed(MediaEvent.PeerClosed event) {
        media.peers().handle(event);
        rooms.legs().stream().filter(leg -> leg.peer.equals(event.peer())).forEach(leg -> leg.media.closed());
    }

    /** Takes what the track brings; a video line beside the main one is a presentation, wherever the client put it. */
    private void added(MediaEvent.TrackAdded event) {
        media.peers().handle(event);
        RemoteTrack track = event.track();
        media.peers().engine().addSink(event.peer(), track.transceiver(), SINK);
        if (track.kind() == MediaKind.VIDEO && !track.transceiver().equals(Leg.VIDEO)) {
            rooms.legs().stream().filter(leg -> leg.peer.equals(event.peer())).findFirst().ifPresent(leg -> {
                leg.presentation.comesOn(track.transceiver());
                media.routing().arrange(leg.room);
            });
        }
    }

    /** @param failed what becomes of the call when this is the end of the connection */
    private void changed(PeerId peer, PeerState state, Consumer<Leg> failed) {
        if (media.spectators().changed(peer, state)) {
            return;
        }
        rooms.legs().stream().filter(leg -> leg.peer.equals(peer)).findFirst().ifPresent(leg -> {
            leg.media.changed(state);
            if (state == PeerState.FAILED) {
                LOG.info("{} can no longer be reached", leg);
                failed.accept(leg);
            }
        });
    }

    private void endUnlessMediaComesBack(Leg leg) {
        int before = leg.media.connects();
        parts.executor().after(SILENCE, () -> {
            if (!leg.ended && leg.media.connects() == before) {
                silent(leg);
            }
        });
    }

    private void silent(Leg leg) {
        parts.foundations().sip().terminate(leg.dialog, SipCause.RTP_TIMEOUT, Optional.of("SIP ;cause=408; text=\"RTP Timeout\""));
    }

    /** Frees all of a call that has ended. */
    private void end(Leg leg, String why) {
        if (leg.ended) {
            return;
        }
        leg.ended = true;
        LOG.info("{} has left {}: {}", leg, Printable.line(leg.room), why);
        media.presentations().end(leg);
        rooms.remove(leg);
        media.spectators().close(leg);
        signaling.dialogs().forget(leg.dialog);
        leg.media.sources().ifPresent(outlet -> {
            media.peers().close(leg.peer);
            outlet.close();
            media.feeds().forget(leg.peer);
        });
        media.routing().arrange(leg.room);
    }

    CompletableFuture<Reception> reception(String participant) {
        return media.peers().statistics(find(participant).peer).thenApply(entries -> Receptions.of(entries, Leg.VIDEO));
    }

    CompletableFuture<Void> tell(String participant, ServerCommand command) {
        Leg leg = find(participant);
        if (command instanceof ServerCommand.ToSpectators move) {
            leg.audioId = move.audioId().map(id -> id.toLowerCase(Locale.ROOT));
            leg.role = move.audioId().isPresent() ? ParticipantRole.SPECTATOR : ParticipantRole.SPECTATOR_SYNTHETIC;
        } else if (command instanceof ServerCommand.ToParticipants) {
            leg.role = ParticipantRole.PARTICIPANT;
            leg.audioId = Optional.empty();
            media.spectators().close(leg);
        }
        media.routing().arrange(leg.room);
        return signaling.admission().say(leg, command);
    }

    CompletableFuture<Void> move(String participant, String room, boolean bearer) {
        return signaling.admission().move(find(participant), room, bearer);
    }

    CompletableFuture<Void> stopPresentation(String room) {
        Leg presenter = rooms.presenter(Rooms.name(room))
                .orElseThrow(() -> new SimulatorException("nobody presents in '" + room + "'"));
        return signaling.admission().say(presenter, new ServerCommand.MustStopPresentation());
    }

    CompletableFuture<String> invite(String user, String room) {
        UserAgentId client = parts.clients().of(user)
                .orElseThrow(() -> new SimulatorException("user '" + user + "' is not registered"));
        String id = "p" + ++count;
        Leg leg = new Leg(id, media.peers().name(id), user, "", client, signaling.invitations().next(id), Rooms.name(room));
        rooms.add(leg);
        return signaling.invitations().start(leg).whenComplete((answered, failure) -> {
            if (failure != null) {
                end(leg, StageFailure.reason(failure));
            }
        });
    }

    void drop(String participant, Drop how) {
        Leg leg = find(participant);
        LOG.info("{} is dropped: {}", leg, how);
        switch (how) {
            case BYE -> parts.foundations().sip().terminate(leg.dialog, SipCause.TERMINATED, Optional.empty());
            case SOCKET -> parts.foundations().servers().drop(leg.client);
            case HALF_OPEN -> parts.foundations().servers().stall(leg.client);
            case MEDIA -> {
                leg.media.dropped();
                media.peers().close(leg.peer);
                endUnlessMediaComesBack(leg);
            }
            case PICTURE -> leg.media.sources().ifPresent(outlet -> outlet.main().freeze());
        }
    }

    CompletableFuture<String> offered(SpectatorOffer offer) {
        return media.spectators().answer(offer);
    }

    /** Ends all calls. */
    void close() {
        rooms.legs().forEach(leg -> {
            parts.foundations().sip().terminate(leg.dialog, SipCause.TERMINATED, Optional.empty());
            end(leg, "the simulator stops");
        });
    }

    Leg find(String participant) {
        return rooms.find(participant).orElseThrow(() -> new SimulatorException(
                "there is no call, or more than one, of a participant '" + participant + "'"));
    }

    SimulatorSnapshot snapshot() {
        return new SimulatorSnapshot(parts.clients().users(), rooms.legs().stream().map(Leg::snapshot).toList(),
                rooms.snapshot(), signaling.directCalls().size(), parts.faults().pending());
    }
}
