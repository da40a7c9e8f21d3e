/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.autoconnector.AutoConnectorOptions;
import org.sipconnector.api.autoconnector.AutoConnectorParameters;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.Jitter;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.videosendingbalancer.BalancerOptions;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.autoconnector.AutoConnectorManagerFactory;
import org.sipconnector.call.CallManagerFactory;
import org.sipconnector.callreconnect.CallReconnectManagerFactory;
import org.sipconnector.conferencestate.ConferenceStateManagerFactory;
import org.sipconnector.connection.ConnectionManagerFactory;
import org.sipconnector.connectionqueue.ConnectionQueueManagerFactory;
import org.sipconnector.connector.CoordinatorFactory;
import org.sipconnector.facade.FacadeFactory;
import org.sipconnector.incomingcall.IncomingCallManagerFactory;
import org.sipconnector.presentation.PresentationManagerFactory;
import org.sipconnector.serverapi.ServerApiManagerFactory;
import org.sipconnector.session.SessionManagerFactory;
import org.sipconnector.spi.http.HttpRequests;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.stats.StatsManagerFactory;
import org.sipconnector.streamhealth.StreamHealthManagerFactory;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.videosendingbalancer.VideoSendingBalancerManagerFactory;

/** Every manager there is on one stage, with foundations that act. */
final class WholeConnector {

    /** Long enough for a connect, a registration, or a call to come up. */
    static final Duration MOMENT = Duration.ofMillis(250);
    /** Long enough for whatever is answered at all. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    static final Duration LONGEST_GAP = Duration.ofMinutes(2);

    final LaneHarness stage;
    final Manners manners = new Manners();
    final ActingSip sip;
    final ActingMedia media;
    final ActingHttp http;
    final CallManagerFactory callCode;
    private int dialogs;
    private boolean closed;
    private int kept;

    WholeConnector(LaneHarness stage) {
        this.stage = stage;
        World world = new World(stage, manners);
        sip = new ActingSip(world);
        media = new ActingMedia(world);
        http = new ActingHttp(world);
        SipUserAgents stableSip = stage.foundation(SipUserAgents.class, sip);
        MediaEngine stableMedia = stage.foundation(MediaEngine.class, media);
        HttpRequests stableHttp = stage.foundation(HttpRequests.class, http);
        callCode = new CallManagerFactory(stableSip, stableMedia, stableHttp);
        stage.install(new ConnectionManagerFactory(stableSip), new ConnectionQueueManagerFactory(),
                new AutoConnectorManagerFactory(AutoConnectorOptions.STANDARD),
                new IncomingCallManagerFactory(stableSip), callCode,
                new CallReconnectManagerFactory(CallReconnectOptions.STANDARD.withJitter(Jitter.NONE)),
                new ConferenceStateManagerFactory(), new ServerApiManagerFactory(stableSip),
                new PresentationManagerFactory(stableMedia), new StatsManagerFactory(stableMedia),
                new StreamHealthManagerFactory(),
                new VideoSendingBalancerManagerFactory(BalancerOptions.STANDARD, stableMedia),
                new SessionManagerFactory(), new CoordinatorFactory(), new FacadeFactory());
    }

    /** A manager, as experts ask it. */
    <M> M manager(Class<M> api) {
        return stage.manager(api);
    }

    SipConnector connector() {
        return stage.manager(SipConnector.class);
    }

    SipConnectorFacade facade() {
        return stage.manager(SipConnectorFacade.class);
    }

    CallManager call() {
        return stage.manager(CallManager.class);
    }

    /** The value of a stage that is done a moment from now. */
    <T> T soon(CompletionStage<T> promise) {
        stage.advance(MOMENT);
        return stage.result(promise);
    }

    /** The error of a stage that has failed a moment from now. */
    Throwable refused(CompletionStage<?> promise) {
        stage.advance(MOMENT);
        return stage.failure(promise);
    }

    WholeConnector connected() {
        soon(manager(ConnectionQueueManager.class).connect());
        return this;
    }

    PeerId inCall() {
        connected();
        return soon(connector().call(CallParameters.to("600"), false));
    }

    /** The session that is there, alone. */
    ActingDialog dialog() {
        return sip.dialogs().get(0);
    }

    /** A call comes. */
    DialogId rings() {
        DialogId dialog = new DialogId("incoming-" + ++dialogs);
        sip.connected().get(0).call(dialog, false);
        stage.advance(World.ROUND_TRIP);
        return dialog;
    }

    /** The server lets us into the room. */
    WholeConnector enters(String room) {
        dialog().told("application/vinteo.webrtc.roomname", List.of(new Header("x-webrtc-enter-room", room),
                new Header("x-webrtc-participant-name", "Test User"), new Header("x-bearer-token", "token-of-" + room)));
        stage.settle();
        return this;
    }

    /** The facade with listeners that hear what the stage tells. */
    SipConnectorFacade heard() {
        return HeardFacade.of(facade(), stage);
    }

    /** What the auto connector was started with is kept for a restart. */
    AutoConnectorParameters keeping(ConnectionParameters parameters) {
        kept = 1;
        return AutoConnectorParameters.of(parameters);
    }

    /** The process ends, leaving everything as it is, and after a gap another goes on. */
    WholeConnector restarts(Duration gap) {
        return goesOn(() -> stage.restart(gap, LONGEST_GAP));
    }

    /** The same without a word before: of the last messages nothing was kept, while foundations and peers know what came of them. */
    WholeConnector isKilled(int lost, Duration gap) {
        return goesOn(() -> stage.kill(lost, gap, LONGEST_GAP));
    }

    private WholeConnector goesOn(Runnable inAnotherProcess) {
        inAnotherProcess.run();
        sip.restart();
        media.die(true);
        http.restart();
        return this;
    }

    /** Its connector is closed. */
    void close() {
        closed = true;
        stage.close();
    }

    boolean closed() {
        return closed;
    }

    /** Everybody is obliging, the client ends everything, and time goes by. */
    void comesToRest() {
        if (closed) {
            return;
        }
        stage.settle();
        manners.obliging();
        stage.post(new NetworkEvent.Online(Set.of("192.0.2.7"))).advance(MOMENT);
        sip.dialogs().forEach(ActingDialog::cancelled);
        manager(VideoSendingBalancerManager.class).stopBalancing();
        connector().undrain();
        manager(CallReconnectManager.class).disarm();
        connector().disconnect();
        stage.advance(PATIENCE);
    }

    /** What is left of calls and connections when nobody wants any. */
    List<String> leftovers() {
        List<String> left = new ArrayList<>();
        if (closed) {
            return left;
        }
        sip.agents().forEach(agent -> left.add("user agent " + agent.id()));
        sip.dialogs().forEach(dialog -> left.add("session " + dialog.id()));
        media.peers().forEach(peer -> left.add("peer connection " + peer.id()));
        if (http.pending() > 0) {
            left.add(http.pending() + " HTTP requests");
        }
        if (stage.timers() > 0) {
            left.add(stage.timers() + " timers");
        }
        if (stage.held() > kept) {
            left.add(stage.held() + " promises and kept objects");
        }
        return left;
    }
}
