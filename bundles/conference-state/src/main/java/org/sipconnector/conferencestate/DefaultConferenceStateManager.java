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
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.sip.Header;
import org.sipconnector.conferencestate.RoomChart.Begin;
import org.sipconnector.conferencestate.RoomChart.Confirm;
import org.sipconnector.conferencestate.RoomChart.Enter;
import org.sipconnector.conferencestate.RoomChart.Leave;
import org.sipconnector.conferencestate.RoomChart.Token;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manager: takes in what the server tells, and says what changed. */
final class DefaultConferenceStateManager implements ConferenceStateManager, Manager {

    private static final EventHandlers<DefaultConferenceStateManager> HANDLERS = EventHandlers.<DefaultConferenceStateManager>of()
            .on(CallEvent.StartCall.class, (own, start) -> own.signal(new Begin(start.number(), start.answering(), presentationCall(start))))
            .on(CallEvent.Confirmed.class, (own, confirmed) -> own.signal(new Confirm(own.lane.now())))
            .on(CallEvent.EndCall.class, (own, end) -> own.signal(Leave.LEAVE))
            .on(CallEvent.Ended.class, (own, ended) -> own.reset())
            .on(CallEvent.Failed.class, (own, failed) -> own.reset())
            .on(ServerApiEvent.EnterRoom.class, DefaultConferenceStateManager::enter)
            .on(ServerApiEvent.ParticipantTokenIssued.class, DefaultConferenceStateManager::token)
            .on(ServerApiEvent.ChannelsAll.class, DefaultConferenceStateManager::channels)
            .on(ServerApiEvent.UseLicense.class, (own, use) -> own.session(session -> session.withLicense(use.license())))
            .on(ServerApiEvent.AdminForceSyncMediaState.class, (own, sync) -> own.forced(sync.forced()))
            .on(ServerApiEvent.AdminStopMainCam.class, (own, stop) -> own.forced(stop.forced()))
            .on(ServerApiEvent.AdminStartMic.class, (own, start) -> own.forced(start.forced()))
            .on(ServerApiEvent.AdminStopMic.class, (own, stop) -> own.forced(stop.forced()))
            .on(CallEvent.RoleChanged.class, (own, change) -> own.session(session -> session.withRole(change.role())));

    private static final Logger LOG = LoggerFactory.getLogger(DefaultConferenceStateManager.class);

    private final ManagerContext<Conference, ConferenceStateSnapshot> context;
    private final Lane lane;

    DefaultConferenceStateManager(ManagerContext<Conference, ConferenceStateSnapshot> context) {
        this.context = context;
        this.lane = context.lane();
        lane.on(HANDLERS, this);
    }

    @Override
    public ConferenceStateSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }

    private void enter(ServerApiEvent.EnterRoom event) {
        KeptId<Secret> token = event.bearerToken().map(this::kept).orElse(null);
        signal(new Enter(event.room(), event.participantName(), Optional.ofNullable(token), event.directPeerToPeer(), lane.now()));
    }

    private void token(ServerApiEvent.ParticipantTokenIssued event) {
        signal(new Token(event.conference(), event.participant(), kept(event.token())));
    }

    private void channels(ServerApiEvent.ChannelsAll event) {
        if (context.state().room().inCall()) {
            change(state -> state.with(state.room().with(event.channels())), Set.of("channels"));
        }
    }

    /** Takes a signal in; what the present state does not take is dropped, with the token that came along. */
    private void signal(RoomChart.Signal signal) {
        var next = RoomChart.CHART.step(context.state().position(), signal);
        if (next.isPresent()) {
            change(state -> state.with(next.get()), signal.told());
        } else {
            LOG.debug("{}: {} is not for state {}", lane.connector(), signal.getClass().getSimpleName(),
                    context.state().position().state());
            signal.kept().filter(token -> !inUse(token)).ifPresent(lane::release);
        }
    }

    private void change(UnaryOperator<Conference> change, Set<String> updates) {
        ConferenceStateSnapshot previous = snapshot();
        Optional<KeptId<Secret>> former = context.state().room().token();
        context.change(change);
        ConferenceStateSnapshot current = snapshot();
        if (previous.state() != current.state()) {
            LOG.debug("{}: {} -> {}", lane.connector(), previous.state(), current.state());
            current.room().ifPresent(room -> LOG.info("{}: {} {}", lane.connector(),
                    current.state().name().toLowerCase(Locale.ROOT).replace('_', ' '), Printable.line(room)));
        }
        context.publish(new ConferenceStateEvent.StateChanged(previous, current, updates));
        former.filter(token -> !inUse(token)).ifPresent(lane::release);
        tellCredentials();
    }

    private boolean inUse(KeptId<Secret> token) {
        return context.state().room().token().equals(Optional.of(token));
    }

    /** Tells credentials that are others than last told; those of a room left are forgotten. */
    private void tellCredentials() {
        Optional<InRoomCredentials> now = snapshot().inRoomCredentials();
        if (now.isEmpty()) {
            context.changeUnshown(conference -> conference.told(Optional.empty(), Optional.empty()));
            return;
        }
        Conference before = context.state();
        boolean otherConference = !before.toldConference().equals(before.room().conference());
        boolean otherToken = !Objects.equals(before.toldToken(), before.room().token());
        context.changeUnshown(conference -> conference.told(conference.room().conference(), conference.room().token()));
        if (otherConference || otherToken) {
            context.publish(new ConferenceStateEvent.InRoomCredentialsChanged(now.get()));
        }
        if (otherConference) {
            context.publish(new ConferenceStateEvent.InRoomConferenceChanged(now.get().conference()));
        }
    }

    private void forced(boolean forced) {
        session(session -> session.withDuplexSendingMode(forced));
    }

    private void session(Function<CallSessionState, CallSessionState> change) {
        CallSessionState previous = context.state().session();
        context.change(conference -> conference.changing(change.apply(previous)));
        CallSessionState current = context.state().session();
        if (!current.equals(previous)) {
            context.publish(new ConferenceStateEvent.CallSessionStateChanged(previous, current));
        }
    }

    /** The call is over: nothing of it is left. The role falls back without a word, since nobody was moved. */
    private void reset() {
        context.state().room().token().ifPresent(lane::release);
        context.change(conference -> conference.with(RoomChart.CHART.start()).reset(CallSessionState.INITIAL)
                .told(Optional.empty(), Optional.empty()));
        context.publish(new ConferenceStateEvent.StateReset());
    }

    /** Where this token is kept: the same place as long as it is the same. */
    private KeptId<Secret> kept(Secret token) {
        return context.state().token(lane).equals(Optional.of(token))
                ? context.state().room().token().orElseThrow()
                : lane.keep(token);
    }

    private static boolean presentationCall(CallEvent.StartCall start) {
        return Header.find(start.headers(), "X-Vinteo-Presentation-Call")
                .filter(value -> value.strip().equalsIgnoreCase("yes")).isPresent();
    }
}
