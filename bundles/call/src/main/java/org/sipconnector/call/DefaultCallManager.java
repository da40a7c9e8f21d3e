/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.call.QualityResult;
import org.sipconnector.api.call.RecvQuality;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.call.ReplaceOptions;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.conferencestate.ConferenceStateEvent;
import org.sipconnector.api.connector.DrainingException;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.ConnectorClosing;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.spi.http.HttpEvent;
import org.sipconnector.spi.http.HttpRequests;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.store.ProcessRestarted;

/** The manager: gives each operation and each event to the part it concerns. */
final class DefaultCallManager implements CallManager, Manager {

    private static final EventHandlers<DefaultCallManager> HANDLERS = EventHandlers.<DefaultCallManager>of()
            .on(SipEvent.TransportDisconnected.class, (own, gone) -> own.ending.userAgentGone(gone))
            .on(MediaEvent.StatisticsCollected.class, (own, collected) -> own.ports.collected(collected))
            .on(MediaEvent.StatisticsCollected.class, (own, collected) -> own.bitrates.collected(collected))
            .on(MediaEvent.PeerCommandFailed.class, (own, failed) -> own.ports.failed(failed))
            .on(MediaEvent.TrackReplaced.class, (own, replaced) -> own.replacement.sent(replaced))
            .on(MediaEvent.PeerCommandFailed.class, (own, failed) -> own.replacement.failed(failed))
            .on(MediaEvent.MediaEngineLost.class, (own, lost) -> own.replacement.again(lost))
            .on(HttpEvent.HttpAnswered.class, (own, answered) -> own.recvNegotiation.answered(answered))
            .on(HttpEvent.HttpFailed.class, (own, failed) -> own.recvNegotiation.notAnswered(failed))
            .on(ConferenceStateEvent.InRoomCredentialsChanged.class, (own, changed) -> own.roles.inRoom())
            .on(ConferenceStateEvent.InRoomConferenceChanged.class, (own, changed) -> own.roles.conferenceChanged(changed.conference()))
            .on(CallEvent.Confirmed.class, (own, confirmed) -> own.muting.confirmed())
            .on(ConnectorClosing.class, (own, closing) -> own.ending.connectorCloses())
            .on(ProcessRestarted.class, (own, restarted) -> own.restarted(restarted))
            .on(TimerFired.class, DefaultCallManager::timerFired);

    private final ManagerContext<Call, CallSnapshot> manager;
    private final CallContext context;
    private final SetUp setUp;
    private final Ending ending;
    private final Negotiations negotiations;
    private final StreamReplacement replacement;
    private final Roles roles;
    private final LocalPorts ports;
    private final Muting muting;
    private final Bitrates bitrates;
    private final Restoring restoring;
    private final RecvNegotiation recvNegotiation;

    DefaultCallManager(ManagerContext<Call, CallSnapshot> manager, SipUserAgents sip, MediaEngine media, HttpRequests http) {
        this.manager = manager;
        context = new CallContext(manager, sip, media, http);
        RemoteTracks tracks = new RemoteTracks(context);
        RecvLegs recv = new RecvLegs(context, tracks);
        ending = new Ending(context, recv);
        recvNegotiation =
                new RecvNegotiation(context, recv, reason -> ending.declare(reason, SipCause.INTERNAL_ERROR));
        setUp = new SetUp(context);
        negotiations = new Negotiations(context, ending);
        replacement = new StreamReplacement(context, negotiations);
        bitrates = new Bitrates(context);
        roles = new Roles(context, bitrates, recv, recvNegotiation, tracks);
        ports = new LocalPorts(context);
        muting = new Muting(context);
        Establishing establishing = new Establishing(context, ending);
        EarlyOffer earlyOffer = new EarlyOffer(context, negotiations, establishing);
        Descriptions descriptions = new Descriptions(context, ending, negotiations, establishing, earlyOffer);
        restoring = new Restoring(context, ending, negotiations, establishing);
        DialogEvents dialog = new DialogEvents(context, ending, negotiations, establishing, earlyOffer, restoring);
        PeerEvents peers = new PeerEvents(context, ending, restoring, descriptions, recvNegotiation, recv, tracks);
        ServerCommands server = new ServerCommands(ending, roles, tracks, muting);

        context.lane.on(DialogEvents.HANDLERS, dialog);
        context.lane.on(PeerEvents.HANDLERS, peers);
        context.lane.on(ServerCommands.HANDLERS, server);
        context.lane.on(HANDLERS, this);
    }

    /**
     * The former process may have ended before all it did was kept. A call that had not come up by then, or was to end, is over. One
     * that nobody could speak in for so long is a ghost: it is ended, and whoever wants it calls again.
     */
    private void restarted(ProcessRestarted restarted) {
        if (context.leg().isPresent() && !context.call().state().active()) {
            boolean hungUp = context.call().state() == CallState.DISCONNECTING;
            ending.over(hungUp
                    ? SipFailure.local(SipCause.CANCELED)
                    : SipFailure.system(SipCause.CONNECTION_ERROR, "the connector was restarted before the call was up"));
        }
        context.retain();
        if (restarted.expired()) {
            ending.abandon("nobody had the call for " + restarted.gap(context.lane.now()).toSeconds() + " s");
        }
    }

    private void timerFired(TimerFired fired) {
        switch (fired.timer()) {
            case Negotiations.GLARE_TIMER -> negotiations.tryAgain();
            case Restoring.TIMER -> restoring.timedOut();
            case Restoring.AGAIN -> restoring.tryAgain();
            default -> {
                if (!ports.timedOut(fired.timer())) {
                    recvNegotiation.timerFired(fired.timer());
                }
            }
        }
    }

    @Override
    public CallSnapshot snapshot() {
        return manager.snapshot();
    }

    @Override
    public Handover handOver() {
        return manager.handOver();
    }

    @Override
    public CompletionStage<PeerId> startCall(CallParameters parameters) {
        if (context.lane.has(SipConnector.class) && context.lane.manager(SipConnector.class).snapshot().draining()) {
            throw new DrainingException(context.lane.connector());
        }
        return startCall(parameters, newPeer());
    }

    @Override
    public CompletionStage<PeerId> startCall(CallParameters parameters, PeerId peer) {
        return setUp.call(coded(parameters), peer);
    }

    private PeerId newPeer() {
        return new PeerId(context.lane.newId("peer"));
    }

    /** With the connector's codecs where the client says nothing about codecs. */
    private CallParameters coded(CallParameters parameters) {
        return parameters.withMedia(parameters.media().orCodecsOf(context.lane.configuration().call()));
    }

    @Override
    public CompletionStage<PeerId> answer(RingingInvite session, CallParameters parameters) {
        return answer(session, parameters, newPeer());
    }

    @Override
    public CompletionStage<PeerId> answer(RingingInvite session, CallParameters parameters, PeerId peer) {
        return setUp.answer(session, coded(parameters), peer);
    }

    @Override
    public CompletionStage<Void> endCall() {
        return ending.hangUp();
    }

    @Override
    public CompletionStage<Void> endCall(List<PeerId> peers) {
        return peers.stream().anyMatch(context::isMain) ? ending.hangUp() : nothingToEnd();
    }

    @Override
    public CompletionStage<Void> fail(String message, SipCause cause) {
        return ending.fail(message, cause);
    }

    @Override
    public CompletionStage<Void> fail(PeerId peer, String message, SipCause cause) {
        return context.isMain(peer) ? ending.fail(message, cause) : nothingToEnd();
    }

    @Override
    public CompletionStage<Void> lose(String why) {
        return ending.lose(why);
    }

    @Override
    public CompletionStage<Void> lose(PeerId peer, String why) {
        return context.isMain(peer) ? ending.lose(why) : nothingToEnd();
    }

    private static CompletionStage<Void> nothingToEnd() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Boolean> renegotiate(RenegotiationOptions options) {
        return context.call().watching().role().receivesApart() ? roles.renegotiate() : negotiations.renegotiate(options);
    }

    @Override
    public CompletionStage<Boolean> renegotiateMainLeg(RenegotiationOptions options) {
        return negotiations.renegotiate(options);
    }

    @Override
    public CompletionStage<Boolean> replaceMediaStream(LocalStream stream, ReplaceOptions options) {
        return replacement.replace(stream, options.withMedia(options.media().orCodecsOf(context.lane.configuration().call())));
    }

    @Override
    public CompletionStage<MutedMedia> mute(Set<MediaKind> kinds) {
        return muting.mute(kinds);
    }

    @Override
    public CompletionStage<MutedMedia> unmute(Set<MediaKind> kinds) {
        return muting.unmute(kinds);
    }

    @Override
    public CompletionStage<Void> setRole(CallRole role) {
        if (context.call().state() == CallState.IDLE) {
            throw new NoEstablishedCallException();
        }
        Reply<Void> reply = context.lane.reply();
        roles.set(role);
        reply.complete(null);
        return reply;
    }

    @Override
    public CompletionStage<Boolean> restartRecvSession() {
        return roles.restart();
    }

    @Override
    public CompletionStage<Boolean> setRecvQuality(RecvQuality quality) {
        return roles.setQuality(quality);
    }

    @Override
    public CompletionStage<QualityResult> applyQuality(RecvQuality quality) {
        return roles.applyQuality(quality);
    }

    @Override
    public CompletionStage<List<Integer>> localPorts() {
        return ports.ask();
    }
}
