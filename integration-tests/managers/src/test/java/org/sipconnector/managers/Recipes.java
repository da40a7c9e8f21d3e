/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.sipconnector.api.autoconnector.AutoConnectEvent;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.callhistory.CallHistoryEvent;
import org.sipconnector.api.callreconnect.CallReconnectEvent;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.conferencestate.ConferenceStateEvent;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.SipAnswer;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.FailureKind;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.session.SessionEvent;
import org.sipconnector.api.session.SystemStatus;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.streamhealth.StreamHealthEvent;
import org.sipconnector.api.subscription.Subscription;
import org.sipconnector.api.videosendingbalancer.BalanceResult;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;

/** What the READMEs of managers show clients how to do. */
final class Recipes {

    private Recipes() {}

    // ---- facade

    static CompletionStage<PeerId> joinWithCamera(SipConnectorFacade sip, String room) {
        LocalStream camera = LocalStream.of("camera", Optional.of("silence"), Optional.of("pattern"));
        return sip.connectToServer()
                .thenCompose(connected -> sip.callToServer(CallToServerParameters.of(CallParameters.to(room).withStream(camera))));
    }

    static CompletionStage<PeerId> tellWhyItFailed(SipConnectorFacade sip, Consumer<FailureKind> user) {
        return sip.callToServer("600").whenComplete((peer, error) -> {
            if (error != null) {
                user.accept(FailureKind.of(error));
            }
        });
    }

    static Subscription answerEverybody(SipConnectorFacade sip) {
        return sip.events().on(IncomingCallEvent.Ringing.class,
                ringing -> sip.answerToIncomingCall(ringing.call().dialog(), CallParameters.answering()));
    }

    // ---- connector

    static CompletionStage<Void> leaveAfterTheCall(SipConnectorFacade sip) {
        return sip.connector().drain().thenCompose(idle -> sip.connector().disconnect());
    }

    // ---- session

    static Subscription showStatus(SipConnectorFacade sip, Consumer<SystemStatus> lamp) {
        return sip.events().on(SessionEvent.SnapshotChanged.class, change -> lamp.accept(change.current().systemStatus()));
    }

    // ---- connection

    static CompletionStage<SipAnswer> askForASignOfLife(SipConnectorFacade sip) {
        ConnectionManager connection = sip.manager(ConnectionManager.class);
        return connection.isRegistered() ? sip.ping() : sip.connectToServer().thenCompose(connected -> sip.ping());
    }

    // ---- auto-connector

    static CompletionStage<AutoConnectResult> stayConnected(SipConnectorFacade sip, Consumer<Throwable> operator) {
        sip.events().on(AutoConnectEvent.StopAttemptsByError.class, stopped -> operator.accept(stopped.error()));
        return sip.startAutoConnect();
    }

    // ---- incoming-call

    static Subscription refuseStrangers(SipConnectorFacade sip, Set<String> known) {
        IncomingCallManager incoming = sip.manager(IncomingCallManager.class);
        return sip.events().on(IncomingCallEvent.Ringing.class, ringing -> {
            if (!known.contains(ringing.call().caller().incomingNumber())) {
                incoming.decline(ringing.call().dialog(), IncomingCallManager.DECLINED);
            }
        });
    }

    // ---- call

    static CompletionStage<MutedMedia> onlyListen(SipConnectorFacade sip) {
        return sip.mute(Set.of(MediaKind.AUDIO, MediaKind.VIDEO));
    }

    static CompletionStage<Boolean> sendAnotherPicture(SipConnectorFacade sip) {
        return sip.replaceMediaStream(LocalStream.of("slides", Optional.of("silence"), Optional.of("pattern:1280x720@15")));
    }

    // ---- call-reconnect

    static CompletionStage<PeerId> redialUnlessTheRoomIsClosed(SipConnectorFacade sip, Consumer<Duration> waiting) {
        sip.events().on(CallReconnectEvent.AttemptScheduled.class, scheduled -> waiting.accept(scheduled.delay()));
        RedialPolicy policy = new RedialPolicy() {
            @Override
            public boolean canRetry(Throwable error) {
                return FailureKind.of(error) != FailureKind.NOT_FOUND_ERROR;
            }
        };
        return sip.callToServer(CallToServerParameters.to("600").redialling(policy));
    }

    // ---- call-history

    static Subscription bill(SipConnectorFacade sip, Consumer<Duration> bill) {
        return sip.events().on(CallHistoryEvent.Recorded.class, over -> bill.accept(over.call().duration()));
    }

    // ---- conference-state

    static Subscription followRoom(SipConnectorFacade sip, Consumer<Optional<String>> title) {
        return sip.events().on(ConferenceStateEvent.StateChanged.class, change -> title.accept(change.current().room()));
    }

    // ---- server-api

    static CompletionStage<Void> enterPin(SipConnectorFacade sip, String pin) {
        return sip.sendDtmf(pin + "#");
    }

    // ---- presentation

    static CompletionStage<LocalTrack> showSlides(SipConnectorFacade sip) {
        return sip.startPresentation(new LocalTrack("slides", MediaKind.VIDEO, "pattern:1280x720@5"));
    }

    // ---- stats

    static Subscription watchBitrate(SipConnectorFacade sip, Consumer<Long> bitsPerSecond) {
        StatsManager stats = sip.manager(StatsManager.class);
        return sip.onStats(reading -> stats.availableIncomingBitrate().ifPresent(bitsPerSecond::accept));
    }

    // ---- video-sending-balancer

    static CompletionStage<BalanceResult> balanceNow(SipConnectorFacade sip) {
        return sip.manager(VideoSendingBalancerManager.class).balance();
    }

    // ---- stream-health

    static Subscription warnOfBrokenVideo(SipConnectorFacade sip, Consumer<String> warning) {
        return sip.events().on(StreamHealthEvent.ProblemDetected.class, problem -> warning.accept(problem.reason().name()));
    }
}
