/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import static org.sipconnector.managers.Situations.SESSION;
import static org.sipconnector.managers.Situations.TO_600;

import org.sipconnector.api.call.CallFailedException;
import org.sipconnector.api.call.CallInProgressException;
import org.sipconnector.api.call.CallNotPossibleException;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.DisarmReason;
import org.sipconnector.api.callreconnect.RedialPolicy;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.api.connector.ConnectAndCallResult;
import org.sipconnector.api.connector.DrainingException;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.NoIncomingCallException;
import org.sipconnector.api.media.PeerId;

/** How the connector's operations on its calls go. */
final class CallCourses {

    private CallCourses() {}

    static void declare(Courses courses) {
        calling(courses);
        ringing(courses);
        session(courses);
        redialling(courses);
    }

    private static void calling(Courses courses) {
        courses.of("SipConnector.call(CallParameters, boolean)", all -> all.connector().call(TO_600, false))
                .succeeds(Situations::connected, PeerId.class::isInstance)
                .succeeds(Situations::attempting, all -> all.manners.invitations = Manners.OBLIGING, PeerId.class::isInstance)
                .isRefused(Situations::nothing, CallNotPossibleException.class)
                .isRefused(Situations::callsRefused, CallFailedException.class)
                .isRefused(Situations::inCall, CallInProgressException.class)
                .isRefused(Situations::drained, DrainingException.class)
                .isGivenUp(Situations::callsRing, Situations::hangsUp, CallFailedException.class)
                .isGivenUp(Situations::callsRing, Situations::transportIsLost, CallFailedException.class)
                .isCancelled(Situations::connected);
        courses.of("SipConnector.call(CallParameters, RedialPolicy)", all -> all.connector().call(TO_600, RedialPolicy.STANDARD))
                .succeeds(Situations::connected, PeerId.class::isInstance)
                .isRefused(Situations::callsRefused, CallFailedException.class)
                .isRefused(Situations::drained, DrainingException.class)
                .isGivenUp(Situations::callsRing, Situations::disconnects, CallFailedException.class)
                .isCancelled(Situations::connected);
        courses.of("SipConnector.hangUp()", all -> all.connector().hangUp())
                .succeeds(Situations::inRoom)
                .succeeds(Situations::nothing)
                .isRefusedByAClosedConnector()
                .isGivenUp(Situations::inCall, Situations::transportIsLost, outcome -> !(outcome instanceof Throwable))
                .isCancelled(Situations::inCall);
        courses.of("SipConnector.drain()", all -> all.connector().drain())
                .succeeds(Situations::inCall, Situations::theyHangUp, outcome -> true)
                .isRefusedByAClosedConnector()
                .isGivenUp(Situations::inCall, all -> all.connector().undrain(), outcome -> !(outcome instanceof Throwable))
                .isCancelled(Situations::inCall);
        courses.of("SipConnector.undrain()", all -> all.connector().undrain())
                .succeeds(Situations::drained)
                .isRefusedByAClosedConnector()
                .isCancelled(Situations::drained);
    }

    private static void ringing(Courses courses) {
        courses.of("SipConnector.answerToIncomingCall(CallParameters)",
                all -> all.connector().answerToIncomingCall(CallParameters.answering()))
                .succeeds(Situations::ringing, PeerId.class::isInstance)
                .isRefused(Situations::connected, NoIncomingCallException.class)
                .isRefused(all -> {
                    Situations.inCall(all);
                    all.rings();
                }, CallInProgressException.class)
                .isGivenUp(Situations::ringing, all -> all.sip.dialogs().forEach(ActingDialog::cancelled), CallFailedException.class)
                .isCancelled(Situations::ringing);
        courses.of("SipConnector.answerToIncomingCall(DialogId, CallParameters)",
                all -> all.connector().answerToIncomingCall(Situations.FIRST, CallParameters.answering()))
                .succeeds(Situations::twoRing, PeerId.class::isInstance)
                .isRefused(Situations::connected, NoIncomingCallException.class)
                .isRefused(all -> {
                    Situations.inCall(all);
                    all.rings();
                }, CallInProgressException.class)
                .isGivenUp(Situations::twoRing, all -> all.sip.dialogs().forEach(ActingDialog::cancelled), CallFailedException.class)
                .isCancelled(Situations::twoRing);
        courses.of("IncomingCallManager.decline(DialogId, int)", all -> all.manager(IncomingCallManager.class).decline(Situations.FIRST, 480))
                .succeeds(Situations::twoRing)
                .isRefused(Situations::connected, NoIncomingCallException.class)
                .isCancelled(Situations::twoRing);
        courses.of("IncomingCallManager.decline()", all -> all.manager(IncomingCallManager.class).decline())
                .succeeds(Situations::ringing)
                .isRefused(Situations::connected, NoIncomingCallException.class)
                .isCancelled(Situations::ringing);
        courses.of("IncomingCallManager.decline(int)", all -> all.manager(IncomingCallManager.class).decline(all.manners.offers + 281))
                .succeeds(Situations::ringing)
                .isRefused(all -> {
                    Situations.ringing(all);
                    all.manners.offers = 488;
                }, IllegalArgumentException.class)
                .isCancelled(Situations::ringing);
    }

    private static void session(Courses courses) {
        courses.of("SipConnector.connectAndCallToServer(ConnectAndCallParameters)", all -> all.connector().connectAndCallToServer(SESSION))
                .succeeds(Situations::nothing, ConnectAndCallResult.InCall.class::isInstance)
                .isRefused(Situations::session, outcome -> because(outcome, ConnectAndCallResult.Reason.SESSION_ACTIVE))
                .isRefused(Situations::connectedByItself, outcome -> because(outcome, ConnectAndCallResult.Reason.AUTO_CONNECTOR_ACTIVE))
                .isRefused(Situations::callsRefused, CallFailedException.class)
                .isRefused(Situations::drained, DrainingException.class)
                .isGivenUp(Situations::unreachable, Situations::hangsUp, outcome -> because(outcome, ConnectAndCallResult.Reason.CANCELLED))
                .isGivenUp(Situations::nothing, Situations::disconnects, outcome -> because(outcome, ConnectAndCallResult.Reason.CANCELLED))
                .isCancelled(Situations::nothing);
        courses.of("SipConnector.closeSession(String)", all -> all.connector().closeSession(Situations.currentSession(all)))
                .succeeds(Situations::session)
                .isRefusedByAClosedConnector()
                .isGivenUp(Situations::session, Situations::transportIsLost, outcome -> !(outcome instanceof Throwable))
                .isCancelled(Situations::session);
        courses.of("SipConnector.waitUntilClosed(String)", all -> all.connector().waitUntilClosed(Situations.currentSession(all)))
                .succeeds(Situations::session, Situations::theyHangUp, CloseReason.COMPLETED::equals)
                .isRefused(Situations::nothing, CloseReason.MANUAL::equals)
                .isGivenUp(Situations::session, Situations::disconnects, CloseReason.MANUAL::equals)
                .isCancelled(Situations::session);
    }

    private static boolean because(Object outcome, ConnectAndCallResult.Reason reason) {
        return outcome instanceof ConnectAndCallResult.NotInCall none && none.reason() == reason;
    }

    private static void redialling(Courses courses) {
        courses.of("CallReconnectManager.arm(CallParameters)", all -> all.manager(CallReconnectManager.class).arm(TO_600))
                .succeeds(Situations::inCall).isRefusedByAClosedConnector().isCancelled(Situations::inCall);
        courses.of("CallReconnectManager.arm(CallParameters, RedialPolicy)",
                all -> all.manager(CallReconnectManager.class).arm(TO_600, RedialPolicy.STANDARD))
                .succeeds(Situations::inCall).isRefusedByAClosedConnector().isCancelled(Situations::inCall);
        courses.of("CallReconnectManager.arm(Supplier, RedialPolicy)", all -> all.manager(CallReconnectManager.class).arm(
                () -> java.util.concurrent.CompletableFuture.completedFuture(TO_600), RedialPolicy.STANDARD))
                .succeeds(Situations::inCall).isRefusedByAClosedConnector().isCancelled(Situations::inCall);
        courses.of("CallReconnectManager.disarm()", all -> all.manager(CallReconnectManager.class).disarm())
                .succeeds(Situations::attempting, all -> idle(all, true), outcome -> true)
                .isRefusedByAClosedConnector().isCancelled(Situations::attempting);
        courses.of("CallReconnectManager.disarm(DisarmReason)", all -> all.manager(CallReconnectManager.class).disarm(DisarmReason.MANUAL))
                .succeeds(Situations::lost, all -> idle(all, true), outcome -> true)
                .isRefusedByAClosedConnector().isCancelled(Situations::lost);
        courses.of("CallReconnectManager.forceReconnect()", all -> all.manager(CallReconnectManager.class).forceReconnect())
                .succeeds(all -> {
                    Situations.lost(all);
                    all.manners.invitations = 486;
                    all.stage.advance(WholeConnector.PATIENCE);
                    idle(all, false);
                    all.manners.invitations = Manners.OBLIGING;
                }).isRefusedByAClosedConnector().isCancelled(Situations::lost);
        courses.of("CallReconnectManager.cancelCurrentAttempt()", all -> all.manager(CallReconnectManager.class).cancelCurrentAttempt())
                .succeeds(Situations::attempting).isRefusedByAClosedConnector().isCancelled(Situations::attempting);
    }

    private static void idle(WholeConnector all, boolean idle) {
        all.stage.settle();
        CallReconnectState expected = idle ? CallReconnectState.IDLE : CallReconnectState.LIMIT_REACHED;
        if (all.manager(CallReconnectManager.class).snapshot().state() != expected) {
            throw new AssertionError("redialling is not " + expected);
        }
    }
}
