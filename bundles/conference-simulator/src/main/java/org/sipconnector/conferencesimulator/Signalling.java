package org.sipconnector.conferencesimulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.OutgoingRequest;
import org.sipconnector.api.sip.SipEvent;
import org.sipconnector.api.sip.SipUserAgents;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.conferencesimulator.wire.InfoMessage;

/** The simulator's own requests, with their outcomes as futures that complete on the desk. Desk only. */
final class Signalling {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final SipUserAgents sip;
    private final Outcomes<SipEvent.RequestAnswered> requests = new Outcomes<>();
    private final Outcomes<String> reinvites = new Outcomes<>();
    private long count;

    Signalling(SipUserAgents sip) {
        this.sip = sip;
    }

    /** Sends INFO in a dialog; fails when it is not answered 2xx. */
    CompletableFuture<SipEvent.RequestAnswered> info(DialogId dialog, InfoMessage message) {
        return inDialog(dialog, "INFO", message);
    }

    /** Sends a request of that method in a dialog. */
    CompletableFuture<SipEvent.RequestAnswered> inDialog(DialogId dialog, String method, InfoMessage message) {
        String id = dialog + "/" + ++count;
        CompletableFuture<SipEvent.RequestAnswered> outcome = requests.expect(id);
        sip.requestInDialog(dialog,
                new OutgoingRequest(id, method, "", message.headers(), message.body(), PATIENCE));
        return outcome;
    }

    /** Sends NOTIFY outside any dialog to a registered client. */
    CompletableFuture<SipEvent.RequestAnswered> notify(UserAgentId client, String target, InfoMessage message) {
        String id = client + "/" + ++count;
        CompletableFuture<SipEvent.RequestAnswered> outcome = requests.expect(id);
        sip.request(client,
                new OutgoingRequest(id, "NOTIFY", target, message.headers(), Optional.empty(), PATIENCE));
        return outcome;
    }

    /** Sends a re-INVITE; gives the answer, which is to be acknowledged by the caller. */
    CompletableFuture<String> reinvite(DialogId dialog, String offer) {
        CompletableFuture<String> outcome = reinvites.expect(dialog.value());
        sip.reinvite(dialog, offer, List.of());
        return outcome;
    }

    void handle(SipEvent event) {
        if (event instanceof SipEvent.RequestAnswered answered) {
            requests.succeed(answered.id(), answered);
        } else if (event instanceof SipEvent.RequestFailed failed) {
            requests.fail(failed.id(), failed.failure().toString());
        } else if (event instanceof SipEvent.ReinviteAnswered answered) {
            reinvites.succeed(answered.dialog().value(), answered.answer().orElse(""));
        } else if (event instanceof SipEvent.ReinviteFailed failed) {
            reinvites.fail(failed.dialog().value(), failed.failure().toString());
        }
    }

    /** Nothing more is to be expected of a dialog. */
    void forget(DialogId dialog) {
        requests.failAll(dialog + "/", "the call has ended");
        reinvites.fail(dialog.value(), "the call has ended");
    }
}
