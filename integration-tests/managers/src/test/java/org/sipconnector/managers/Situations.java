/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.connection.ConnectionParameters;
import org.sipconnector.api.connection.ConnectionParametersBuilder;
import org.sipconnector.api.connector.ConnectAndCallParameters;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.testkit.LaneHarness;

/** What was before an operation is called, and what happens while it is under way. */
final class Situations {

    static final ConnectionParameters PARAMETERS = LaneHarness.standardConfiguration().build().parameters();
    static final ConnectionParameters WRONG = new ConnectionParametersBuilder(PARAMETERS).domain("").build();
    static final ConnectionParameters ANOTHER = new ConnectionParametersBuilder(PARAMETERS).account("1002", Secret.of("other")).build();
    static final CallParameters TO_600 = CallParameters.to("600");
    static final ConnectAndCallParameters SESSION = new ConnectAndCallParameters(Optional.empty(), TO_600);
    /** The first call that rings. */
    static final DialogId FIRST = new DialogId("incoming-1");
    static final LocalStream STREAM = LocalStream.of("other", Optional.of("tone:880"), Optional.of("black"));

    private Situations() {}

    static void nothing(WholeConnector all) {
        all.stage.settle();
    }

    static void unreachable(WholeConnector all) {
        all.manners.reachable = false;
    }

    static void connected(WholeConnector all) {
        all.connected();
    }

    static void forbidden(WholeConnector all) {
        all.connected();
        all.manners.registrations = 403;
    }

    /** Requests are refused from now on, in a call and outside. */
    static void refusing(WholeConnector all) {
        inRoom(all);
        all.manners.requests = 480;
    }

    static void refusingOffers(WholeConnector all) {
        inCall(all);
        all.manners.offers = 488;
    }

    /** Requests are not answered from now on. */
    static void silent(WholeConnector all) {
        inRoom(all);
        all.manners.requests = Manners.SILENT;
    }

    static void callsRefused(WholeConnector all) {
        all.connected();
        all.manners.invitations = 486;
    }

    /** Calls ring and are not answered. */
    static void callsRing(WholeConnector all) {
        all.connected();
        all.manners.invitations = Manners.RINGING;
    }

    static void drained(WholeConnector all) {
        all.connected();
        all.soon(all.connector().drain());
    }

    static void inCall(WholeConnector all) {
        all.inCall();
    }

    static void inRoom(WholeConnector all) {
        all.inCall();
        all.enters("600");
    }

    static void ringing(WholeConnector all) {
        all.connected();
        all.rings();
    }

    static void twoRing(WholeConnector all) {
        ringing(all);
        all.rings();
    }

    static void presenting(WholeConnector all) {
        inRoom(all);
        all.soon(all.manager(PresentationManager.class).startPresentation(PlayStep.screen("a"), PresentationOptions.STANDARD));
    }

    static void watching(WholeConnector all) {
        inRoom(all);
        all.soon(all.call().setRole(CallRole.spectator("1", false)));
        all.stage.advance(WholeConnector.MOMENT);
    }

    static void session(WholeConnector all) {
        all.soon(all.connector().connectAndCallToServer(SESSION));
        all.stage.advance(WholeConnector.MOMENT);
    }

    static void connectedByItself(WholeConnector all) {
        all.soon(all.manager(AutoConnectorManager.class).start());
    }

    /** A call that is watched was lost with its connection, and the next attempt waits. */
    static void lost(WholeConnector all) {
        all.connected();
        all.soon(all.connector().call(TO_600, true));
        all.manners.remembers = false;
        all.manners.invitations = Manners.RINGING;
        all.sip.connected().get(0).lose("reset");
        all.stage.advance(java.time.Duration.ofMillis(300));
    }

    /** An attempt to set a lost call up again rings. */
    static void attempting(WholeConnector all) {
        lost(all);
        while (!all.manager(CallReconnectManager.class).snapshot().attempting()) {
            all.stage.advance(WholeConnector.MOMENT);
        }
        all.stage.advance(WholeConnector.MOMENT);
    }

    static void hangsUp(WholeConnector all) {
        all.connector().hangUp();
    }

    static void disconnects(WholeConnector all) {
        all.connector().disconnect();
    }

    static void transportIsLost(WholeConnector all) {
        all.manners.reachable = false;
        all.sip.connected().forEach(agent -> agent.lose("reset"));
    }

    static void theyHangUp(WholeConnector all) {
        all.sip.dialogs().forEach(ActingDialog::bye);
    }

    static String currentSession(WholeConnector all) {
        return all.closed() ? "none" : all.connector().snapshot().session().orElse("none");
    }
}
