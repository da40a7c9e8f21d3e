/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.conferencesimulator.wire.InfoMessage;
import org.sipconnector.simulator.SimulatorException;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipUserAgents;

/** The simulator's own requests, with their outcomes as futures that complete on its executor, where it is used only. */
final class Signalling {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SipUserAgents sip;
    private final Outcomes<SipEvent> outcomes = new Outcomes<>();
    private final Map<DialogId, CompletableFuture<SipEvent>> latest = new HashMap<>();
    private long count;

    Signalling(SipUserAgents sip) {
        this.sip = sip;
    }

    /**
     * Sends INFO in a dialog; fails when it is not answered 2xx.
     *
     * @param unheard runs first when the connection is lost before the answer
     */
    CompletableFuture<Void> info(DialogId dialog, InfoMessage message, Runnable unheard) {
        return inDialog(dialog, "INFO", message).thenAccept(outcome -> {
            if (outcome instanceof SipEvent.RequestFailed failed && failed.failure().cause() == SipCause.CONNECTION_ERROR) {
                unheard.run();
            }
            demandSuccess(outcome);
        });
    }

    /**
     * Sends a request of that method in a dialog when the one before has been answered, so that they arrive in order
     * over any transport: RequestAnswered or RequestFailed.
     */
    CompletableFuture<SipEvent> inDialog(DialogId dialog, String method, InfoMessage message) {
        String id = dialog + "/" + ++count;
        CompletableFuture<SipEvent> outcome = outcomes.expect(id);
        Runnable send = () -> sip.requestInDialog(dialog,
                new OutgoingRequest(id, method, "", message.headers(), message.body(), PATIENCE));
        CompletableFuture<SipEvent> before = latest.put(dialog, outcome);
        if (before == null || before.isDone()) {
            send.run();
        } else {
            before.whenComplete((done, failure) -> {
                if (!outcome.isDone()) {
                    send.run();
                }
            });
        }
        return outcome;
    }

    /** Sends NOTIFY outside any dialog to a registered client; fails when it is not answered 2xx. */
    CompletableFuture<Void> notify(UserAgentId client, String target, InfoMessage message) {
        String id = client + "/" + ++count;
        CompletableFuture<SipEvent> outcome = outcomes.expect(id);
        sip.request(client,
                new OutgoingRequest(id, "NOTIFY", target, message.headers(), Optional.empty(), PATIENCE));
        return outcome.thenAccept(Signalling::demandSuccess);
    }

    /**
     * Sends a re-INVITE, with an empty offer one that leaves it to the other: ReinviteAnswered, which is to be acknowledged by
     * the caller, or ReinviteFailed. Fails at once while another one is open.
     */
    CompletableFuture<SipEvent> reinvite(DialogId dialog, String offer) {
        if (outcomes.expects(dialog + "/reinvite")) {
            return CompletableFuture.failedFuture(new SimulatorException("another offer is open"));
        }
        CompletableFuture<SipEvent> outcome = outcomes.expect(dialog + "/reinvite");
        sip.reinvite(dialog, offer, List.of());
        return outcome;
    }

    /**
     * What the other says to the offer it has asked for by a re-INVITE without one, empty when that is nothing: in its ACK, or
     * before any offer is made when its connection is lost. Fails at once while another exchange is open.
     */
    CompletableFuture<String> lateAnswer(DialogId dialog) {
        if (outcomes.expects(dialog + "/reinvite")) {
            return CompletableFuture.failedFuture(new SimulatorException("another offer is open"));
        }
        return outcomes.expect(dialog + "/reinvite").thenApply(Signalling::answerOf);
    }

    /** The offer it has asked for is not made. */
    void noLateAnswer(DialogId dialog) {
        outcomes.fail(dialog + "/reinvite", "no offer is made");
    }

    /** Sends a re-INVITE only to see whether it is taken; fails when it is refused. */
    CompletableFuture<Void> offer(DialogId dialog, String sdp) {
        return reinvite(dialog, sdp).thenAccept(outcome -> {
            answerOf(outcome);
            sip.acknowledge(dialog);
        });
    }

    /** The answer of a re-INVITE; throws when it was refused. */
    static String answerOf(SipEvent outcome) {
        if (outcome instanceof SipEvent.ReinviteFailed failed) {
            throw new SimulatorException(failed.failure().toString());
        }
        return ((SipEvent.ReinviteAnswered) outcome).answer().orElse("");
    }

    private static void demandSuccess(SipEvent outcome) {
        if (outcome instanceof SipEvent.RequestFailed failed) {
            throw new SimulatorException(failed.failure().toString());
        }
    }

    void handle(SipEvent event) {
        if (event instanceof SipEvent.RequestAnswered answered) {
            outcomes.succeed(answered.id(), answered);
        } else if (event instanceof SipEvent.RequestFailed failed) {
            outcomes.succeed(failed.id(), failed);
        } else if (event instanceof SipEvent.ReinviteAnswered answered) {
            if (!outcomes.succeed(answered.dialog() + "/reinvite", answered)) {
                // else the exchange stays open for ever, and with it each later one
                sip.acknowledge(answered.dialog());
            }
        } else if (event instanceof SipEvent.ReinviteFailed failed) {
            outcomes.succeed(failed.dialog() + "/reinvite", failed);
        }
    }

    /** Nothing more is to be expected of a dialog. */
    void forget(DialogId dialog) {
        latest.remove(dialog);
        outcomes.failAll(dialog + "/", "the call has ended");
    }
}
