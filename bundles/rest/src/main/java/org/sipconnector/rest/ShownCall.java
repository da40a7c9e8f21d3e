/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.Connector;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.session.CallPhase;
import org.sipconnector.api.session.SessionManager;
import org.sipconnector.api.subscription.Subscription;

/** What a connector shows of its call: gathered from events, which come a moment after the outcome of what was asked for. */
final class ShownCall {

    private static final int PATIENCE_SECONDS = 2;

    private ShownCall() {}

    /** Done as soon as it shows its call as it is, or two seconds later; never fails. */
    static CompletableFuture<Void> upToDate(Connector connector) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            if (isUpToDate(connector)) {
                done.complete(null);
                return done;
            }
            Subscription changes = connector.manager(SessionManager.class).subscribe(snapshot -> look(connector, done));
            done.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).whenComplete((nothing, never) -> changes.close());
            // it may have changed before it was listened to
            look(connector, done);
        } catch (SipConnectorException beingReplaced) {
            done.complete(null);
        }
        return done;
    }

    private static void look(Connector connector, CompletableFuture<Void> done) {
        try {
            if (isUpToDate(connector)) {
                done.complete(null);
            }
        } catch (SipConnectorException beingReplaced) {
            done.complete(null);
        }
    }

    private static boolean isUpToDate(Connector connector) {
        if (!connector.has(SessionManager.class) || !connector.has(CallManager.class)) {
            return true;
        }
        CallState is = connector.manager(CallManager.class).snapshot().state();
        CallPhase shown = connector.manager(SessionManager.class).snapshot().call().phase();
        return (is == CallState.IDLE) == (shown == CallPhase.IDLE) && (is == CallState.DISCONNECTING) == (shown == CallPhase.DISCONNECTING);
    }
}
