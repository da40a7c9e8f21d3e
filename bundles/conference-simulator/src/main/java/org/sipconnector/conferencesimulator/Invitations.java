/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.spi.sip.SipUserAgents;

/** Calls from the conference to registered users. On the simulator's executor only. */
final class Invitations {

    private final SipUserAgents sip;
    private final Peers peers;
    private final InviteAnswering calls;
    private final Clients clients;
    private final Outcomes<String> outcomes = new Outcomes<>();

    Invitations(SipUserAgents sip, Peers peers, InviteAnswering calls, Clients clients) {
        this.sip = sip;
        this.peers = peers;
        this.calls = calls;
        this.clients = clients;
    }

    DialogId next(String participant) {
        return new DialogId("simulator-" + participant);
    }

    /** Calls the participant; gives its id when it has answered. */
    CompletableFuture<String> start(Leg leg) {
        CompletableFuture<String> outcome = outcomes.expect(leg.id);
        calls.openMedia(leg);
        calls.offer(leg).whenComplete((offer, failure) -> {
            if (leg.ended) {
                return;
            }
            if (failure == null) {
                // in the room's name: a caller without a number is no call for clients
                sip.invite(leg.client, leg.dialog, clients.address(leg.user), offer,
                        List.of(new Header("From", "<" + clients.address(leg.room) + ">")));
            } else {
                outcomes.fail(leg.id, StageFailure.reason(failure));
            }
        });
        return outcome;
    }

    void answered(Leg leg, Optional<String> answer) {
        sip.acknowledge(leg.dialog);
        peers.accept(leg.peer, answer.orElse("")).whenComplete((done, failure) -> {
            if (failure == null) {
                outcomes.succeed(leg.id, leg.id);
            } else {
                outcomes.fail(leg.id, StageFailure.reason(failure));
                sip.terminate(leg.dialog, SipCause.BAD_MEDIA_DESCRIPTION, Optional.empty());
            }
        });
    }

    void failed(Leg leg, String reason) {
        outcomes.fail(leg.id, reason);
    }
}
