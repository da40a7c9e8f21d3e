/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.concurrent.CompletableFuture;
import org.sipconnector.spi.sip.SipUserAgents;

/** Offers a call's connection anew by a re-INVITE. On the simulator's executor only. */
final class Reinvitations {

    private final Peers peers;
    private final Signalling signalling;
    private final SipUserAgents sip;

    Reinvitations(Peers peers, Signalling signalling, SipUserAgents sip) {
        this.peers = peers;
        this.signalling = signalling;
        this.sip = sip;
    }

    /** To be called while nothing else is negotiated; what fails leaves the connection as it was. */
    CompletableFuture<Void> offer(Leg leg) {
        leg.exchange = Leg.Exchange.UNDER_WAY;
        return peers.offer(leg.peer).thenCompose(offer -> signalling.reinvite(leg.dialog, offer)).thenCompose(outcome -> {
            String answer = Signalling.answerOf(outcome);
            sip.acknowledge(leg.dialog);
            return peers.accept(leg.peer, answer);
        }).<Void>thenApply(done -> null).whenComplete((done, failure) -> {
            leg.exchange = Leg.Exchange.NONE;
            if (failure != null && !leg.ended) {
                peers.rollback(leg.peer);
            }
        });
    }
}
