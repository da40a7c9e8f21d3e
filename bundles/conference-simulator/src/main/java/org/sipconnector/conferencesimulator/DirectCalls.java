/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.conferencesimulator.wire.InfoMessage;
import org.sipconnector.spi.sip.ServerEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipServers;
import org.sipconnector.spi.sip.SipUserAgents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls from one registered client to another: everything is passed on as it comes, media goes between the two
 * (a back-to-back user agent, RFC 7092 section 3.1.1). On the simulator's executor only.
 */
final class DirectCalls {

    private static final Logger LOG = LoggerFactory.getLogger(DirectCalls.class);

    private static final String ONWARD = "simulator-direct-";
    private static final int TEMPORARILY_UNAVAILABLE = 480;
    private static final int REQUEST_PENDING = 491;

    /** What a half does at an event of the other one. */
    private final HandlerTable<DialogId, SipEvent.DialogEvent> events = new HandlerTable<DialogId, SipEvent.DialogEvent>()
            .on(SipEvent.DialogProgress.class, this::progress)
            .on(SipEvent.DialogAnswered.class, this::answered)
            .on(SipEvent.DialogConfirmed.class, this::confirmed)
            .on(SipEvent.ReinviteReceived.class, this::pass)
            .on(SipEvent.DialogFailed.class, this::failed)
            .on(SipEvent.DialogEnded.class, this::ended);

    private final SipUserAgents sip;
    private final SipServers servers;
    private final Signalling signalling;
    private final Clients clients;
    private final Map<DialogId, DialogId> other = new HashMap<>();
    /** Halves whose INVITE left the offer to the called, until their ACK brings the answer. */
    private final Set<DialogId> late = new HashSet<>();
    private long count;

    DirectCalls(SipUserAgents sip, SipServers servers, Signalling signalling, Clients clients) {
        this.sip = sip;
        this.servers = servers;
        this.signalling = signalling;
        this.clients = clients;
    }

    int size() {
        return other.size() / 2;
    }

    /** Whether the dialog is a half of such a call. */
    boolean has(DialogId dialog) {
        return other.containsKey(dialog);
    }

    /** Passes an INVITE on to the callee. */
    void start(SipEvent.IncomingInvite invite, UserAgentId callee) {
        DialogId onward = new DialogId(ONWARD + ++count);
        other.put(invite.dialog(), onward);
        other.put(onward, invite.dialog());
        LOG.info("{} calls {} directly", Printable.line(invite.fromUser()), Printable.line(invite.targetUser()));
        List<Header> headers = new ArrayList<>(extra(invite.headers()));
        String name = invite.displayName().map(text -> "\"" + text + "\" ").orElse("");
        headers.add(new Header("From", name + "<" + clients.address(invite.fromUser()) + ">"));
        if (invite.offer().isEmpty()) {
            late.add(invite.dialog());
        }
        sip.invite(callee, onward, clients.address(invite.targetUser()), invite.offer().orElse(""), headers);
    }

    void handle(SipEvent.DialogEvent event) {
        events.handle(other.get(event.dialog()), event);
    }

    private void progress(DialogId there, SipEvent.DialogProgress progress) {
        sip.ring(there);
    }

    private void answered(DialogId there, SipEvent.DialogAnswered answered) {
        if (!late.contains(there)) {
            sip.acknowledge(answered.dialog());
        }
        sip.accept(there, answered.answer().orElse(""), extra(answered.headers()));
    }

    private void confirmed(DialogId there, SipEvent.DialogConfirmed confirmed) {
        if (late.remove(confirmed.dialog())) {
            sip.acknowledge(there, confirmed.answer().orElse(""));
        }
    }

    private void failed(DialogId there, SipEvent.DialogFailed failed) {
        if (failed.dialog().value().startsWith(ONWARD)) {
            sip.reject(there, statusOf(failed.failure()), Optional.empty(), List.of());
        } else {
            sip.terminate(there, SipCause.CANCELED, Optional.empty());
        }
        forget(failed.dialog());
    }

    private void ended(DialogId there, SipEvent.DialogEnded ended) {
        sip.terminate(there, SipCause.TERMINATED, Optional.empty());
        forget(ended.dialog());
    }

    /** Passes a request in the dialog on, and its answer back. */
    void handle(ServerEvent.DialogRequestWaiting waiting) {
        signalling.inDialog(other.get(waiting.dialog()), waiting.method(),
                new InfoMessage(extra(waiting.headers()), waiting.body())).thenAccept(outcome -> {
                    int status = outcome instanceof SipEvent.RequestAnswered answered
                            ? answered.status()
                            : statusOf(((SipEvent.RequestFailed) outcome).failure());
                    Optional<String> reason = outcome instanceof SipEvent.RequestAnswered answered
                            ? Optional.of(answered.reason())
                            : Optional.empty();
                    servers.answer(waiting.dialog(), waiting.request(), status, reason, List.of());
                });
    }

    private void pass(DialogId there, SipEvent.ReinviteReceived again) {
        if (again.offer().isEmpty()) {
            askFor(again, there);
            return;
        }
        signalling.reinvite(there, again.offer().get()).thenAccept(outcome -> {
            if (outcome instanceof SipEvent.ReinviteFailed failed) {
                sip.refuseReinvite(again.dialog(), statusOf(failed));
            } else {
                sip.acknowledge(there);
                sip.answerReinvite(again.dialog(), Signalling.answerOf(outcome));
            }
        }).exceptionally(open -> {
            sip.refuseReinvite(again.dialog(), REQUEST_PENDING);
            return null;
        });
    }

    /** Passes a re-INVITE without an offer on; the other side's offer comes back, and goes unanswered when nobody waits for it. */
    private void askFor(SipEvent.ReinviteReceived again, DialogId there) {
        CompletableFuture<String> answer = signalling.lateAnswer(again.dialog());
        if (answer.isCompletedExceptionally()) {
            sip.refuseReinvite(again.dialog(), REQUEST_PENDING);
            return;
        }
        signalling.reinvite(there, "").thenAccept(outcome -> {
            if (outcome instanceof SipEvent.ReinviteFailed failed) {
                signalling.noLateAnswer(again.dialog());
                sip.refuseReinvite(again.dialog(), statusOf(failed));
                return;
            }
            if (!answer.isDone()) {
                sip.answerReinvite(again.dialog(), Signalling.answerOf(outcome));
            }
            answer.exceptionally(ended -> "").thenAccept(sdp -> sip.acknowledge(there, sdp));
        }).exceptionally(open -> {
            signalling.noLateAnswer(again.dialog());
            sip.refuseReinvite(again.dialog(), REQUEST_PENDING);
            return null;
        });
    }

    /** The status of a refusal to pass on; before the one there has accepted, an offer cannot be passed on. */
    private static int statusOf(SipEvent.ReinviteFailed failed) {
        return failed.failure().originator() == Originator.LOCAL ? REQUEST_PENDING : statusOf(failed.failure());
    }

    /** The status to pass on; 480 when the other side gave none. */
    private static int statusOf(SipFailure failure) {
        return failure.status() >= 300 ? failure.status() : TEMPORARILY_UNAVAILABLE;
    }

    /** Only private headers are passed on: the others belong to one leg. */
    private static List<Header> extra(List<Header> headers) {
        return headers.stream().filter(header -> header.name().regionMatches(true, 0, "x-", 0, 2)).toList();
    }

    private void forget(DialogId dialog) {
        DialogId there = other.remove(dialog);
        other.remove(there);
        late.remove(dialog);
        late.remove(there);
        signalling.forget(dialog);
        signalling.forget(there);
    }
}
