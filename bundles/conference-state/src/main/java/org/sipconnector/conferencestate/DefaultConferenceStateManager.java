/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencestate;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.sipconnector.api.Secret;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.conferencestate.CallSessionState;
import org.sipconnector.api.conferencestate.ConferenceStateEvent;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.conferencestate.ConferenceStateSnapshot;
import org.sipconnector.api.conferencestate.InRoomCredentials;
import org.sipconnector.api.explanation.Printable;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.Header;
import org.sipconnector.conferencestate.RoomChart.Begin;
import org.sipconnector.conferencestate.RoomChart.Confirm;
import org.sipconnector.conferencestate.RoomChart.Enter;
import org.sipconnector.conferencestate.RoomChart.Leave;
import org.sipconnector.conferencestate.RoomChart.Token;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manager: takes in what the server tells, and says what changed. */
final class DefaultConferenceStateManager implements ConferenceStateManager, Manager {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultConferenceStateManager.class);

    private final Lane lane;
    private Conference conference;

    DefaultConferenceStateManager(Lane lane, Conference conference) {
        this.lane = lane;
        this.conference = conference;
        lane.on(CallEvent.StartCall.class, start -> signal(
                new Begin(start.number(), start.answering(), presentationCall(start))));
        lane.on(CallEvent.Confirmed.class, confirmed -> signal(new Confirm(lane.now())));
        lane.on(CallEvent.EndCall.class, end -> signal(Leave.LEAVE));
        lane.on(CallEvent.Ended.class, ended -> reset());
        lane.on(CallEvent.Failed.class, failed -> reset());
        lane.on(ServerApiEvent.EnterRoom.class, this::enter);
        lane.on(ServerApiEvent.ParticipantTokenIssued.class, this::token);
        lane.on(ServerApiEvent.ChannelsAll.class, this::channels);
        lane.on(ServerApiEvent.UseLicense.class, use -> session(session -> session.withLicense(use.license())));
        lane.on(ServerApiEvent.AdminForceSyncMediaState.class, sync -> forced(sync.forced()));
        lane.on(ServerApiEvent.AdminStopMainCam.class, stop -> forced(stop.forced()));
        lane.on(ServerApiEvent.AdminStartMic.class, start -> forced(start.forced()));
        lane.on(ServerApiEvent.AdminStopMic.class, stop -> forced(stop.forced()));
        lane.on(CallEvent.RoleChanged.class, change -> session(session -> session.withRole(change.role())));
    }

    @Override
    public ConferenceStateSnapshot snapshot() {
        Room room = conference.room();
        return new ConferenceStateSnapshot(conference.position().state(), room.number(), room.answering(), room.room(),
                room.participantName(), room.participant(), room.channels(), room.conference(), secret(room.token()),
                room.direct(), room.startedAt(), conference.session(), conference.changes(), conference.repeats());
    }

    @Override
    public Handover handOver() {
        return Handover.of(Conference.VERSION, conference);
    }

    private void enter(ServerApiEvent.EnterRoom event) {
        KeptId<Secret> token = event.bearerToken().map(this::kept).orElse(null);
        signal(new Enter(event.room(), event.participantName(), Optional.ofNullable(token), event.directPeerToPeer(), lane.now()));
    }

    private void token(ServerApiEvent.ParticipantTokenIssued event) {
        signal(new Token(event.conference(), event.participant(), kept(event.token())));
    }

    private void channels(ServerApiEvent.ChannelsAll event) {
        if (conference.room().inCall()) {
            change(state -> state.with(state.room().with(event.channels())), Set.of("channels"));
        }
    }

    /** Takes a signal in; what the present state does not take is dropped, with the token that came along. */
    private void signal(Object signal) {
        var next = RoomChart.CHART.step(conference.position(), signal);
        if (next.isPresent()) {
            change(state -> state.with(next.get()), Updates.of(signal));
        } else {
            LOG.debug("{}: {} is not for state {}", lane.connector(), signal.getClass().getSimpleName(),
                    conference.position().state());
            tokenOf(signal).filter(token -> !conference.room().token().equals(Optional.of(token))).ifPresent(lane::release);
        }
    }

    private void change(UnaryOperator<Conference> change, Set<String> updates) {
        ConferenceStateSnapshot previous = snapshot();
        Optional<KeptId<Secret>> former = conference.room().token();
        conference = change.apply(conference);
        ConferenceStateSnapshot current = snapshot();
        lane.show(current);
        if (previous.state() != current.state()) {
            LOG.debug("{}: {} -> {}", lane.connector(), previous.state(), current.state());
            current.room().ifPresent(room -> LOG.info("{}: {} {}", lane.connector(),
                    current.state().name().toLowerCase(Locale.ROOT).replace('_', ' '), Printable.line(room)));
        }
        lane.publish(new ConferenceStateEvent.StateChanged(previous, current, updates));
        former.filter(token -> !conference.room().token().equals(Optional.of(token))).ifPresent(lane::release);
        tellCredentials();
    }

    /** Tells credentials that are others than last told; those of a room left are forgotten. */
    private void tellCredentials() {
        Optional<InRoomCredentials> now = snapshot().inRoomCredentials();
        if (now.isEmpty()) {
            conference = conference.told(Optional.empty(), Optional.empty());
            return;
        }
        boolean otherConference = !conference.toldConference().equals(conference.room().conference());
        boolean otherToken = !Objects.equals(conference.toldToken(), conference.room().token());
        conference = conference.told(conference.room().conference(), conference.room().token());
        if (otherConference || otherToken) {
            lane.publish(new ConferenceStateEvent.InRoomCredentialsChanged(now.get()));
        }
        if (otherConference) {
            lane.publish(new ConferenceStateEvent.InRoomConferenceChanged(now.get().conference()));
        }
    }

    private void forced(boolean forced) {
        session(session -> session.withDuplexSendingMode(forced));
    }

    private void session(Function<CallSessionState, CallSessionState> change) {
        CallSessionState previous = conference.session();
        conference = conference.changing(change.apply(previous));
        lane.show(snapshot());
        if (!conference.session().equals(previous)) {
            lane.publish(new ConferenceStateEvent.CallSessionStateChanged(previous, conference.session()));
        }
    }

    /** The call is over: nothing of it is left. The role falls back without a word, since nobody was moved. */
    private void reset() {
        conference.room().token().ifPresent(lane::release);
        conference = conference.with(RoomChart.CHART.start()).reset(CallSessionState.INITIAL)
                .told(Optional.empty(), Optional.empty());
        lane.show(snapshot());
        lane.publish(new ConferenceStateEvent.StateReset());
    }

    /** Where this token is kept: the same place as long as it is the same. */
    private KeptId<Secret> kept(Secret token) {
        return secret(conference.room().token()).equals(Optional.of(token))
                ? conference.room().token().orElseThrow()
                : lane.keep(token);
    }

    /** The token itself; after a restart of the framework it is gone until the server issues another. */
    private Optional<Secret> secret(Optional<KeptId<Secret>> kept) {
        try {
            return kept.map(id -> lane.kept(id));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static Optional<KeptId<Secret>> tokenOf(Object signal) {
        return signal instanceof Enter enter
                ? enter.token()
                : signal instanceof Token token ? Optional.of(token.token()) : Optional.empty();
    }

    private static boolean presentationCall(CallEvent.StartCall start) {
        return Header.find(start.headers(), "X-Vinteo-Presentation-Call")
                .filter(value -> value.strip().equalsIgnoreCase("yes")).isPresent();
    }
}
