/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.api.serverapi.ServerRequestException;
import org.sipconnector.api.serverapi.ServerRequestException.Reason;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.serverapi.Conversation.Kind;
import org.sipconnector.serverapi.Conversation.Pending;
import org.sipconnector.spi.explanation.FailureText;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipUserAgents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends INFO requests in the established call and tells the client how they went. */
final class InfoRequests {

    private static final Logger LOG = LoggerFactory.getLogger(InfoRequests.class);

    /** Its name begins with this, then comes the request's. */
    static final String TIMER = "again ";
    private static final int REQUEST_PENDING = 491;
    private static final int MOST_PAUSES = 4;
    private static final Duration UNTIL_THE_NEXT_CONNECTION = Duration.ofSeconds(2);

    private final ManagerContext<Conversation, ServerApiSnapshot> context;
    private final SipUserAgents sip;

    InfoRequests(ManagerContext<Conversation, ServerApiSnapshot> context, SipUserAgents sip) {
        this.context = context;
        this.sip = sip;
    }

    /** The established call's session. */
    DialogId dialog() {
        return established().orElseThrow(NoEstablishedCallException::new);
    }

    Optional<DialogId> established() {
        return context.lane().manager(CallManager.class).snapshot().establishedDialog();
    }

    Reply<Void> send(InfoContent content, List<Header> headers, Kind kind, boolean keepCall) {
        DialogId dialog = dialog();
        Reply<Void> reply = context.lane().reply();
        send(dialog, new SipBody(content.contentType(), ""), headers, Optional.of(reply.id()), kind, keepCall);
        return reply;
    }

    void send(DialogId dialog, SipBody body, List<Header> headers, Optional<ReplyId<Void>> reply, Kind kind, boolean keepCall) {
        String id = context.lane().newId("info");
        context.change(conversation -> conversation.asking(Pending.sent(id, dialog, body, headers, reply, kind, keepCall)));
        sip.requestInDialog(dialog, OutgoingRequest.info(id, headers, body));
    }

    void answered(RequestAnswered event) {
        context.state().pending(event.id()).ifPresent(request -> {
            context.change(conversation -> conversation.answered(request.id()));
            succeeded(request);
        });
    }

    void failed(RequestFailed event) {
        context.state().pending(event.id()).ifPresent(request -> {
            context.change(conversation -> conversation.answered(request.id()));
            // one that a former version sent is not known well enough to be sent again
            boolean known = request.body() != null;
            if (event.failure().status() == REQUEST_PENDING && known && request.pauses() < MOST_PAUSES) {
                context.change(conversation -> conversation.asking(request.pausing()));
                context.lane().schedule(TIMER + request.id(), Duration.ofMillis(500 + (long) (1500 * context.lane().random())));
            } else if (request.kind() == Kind.DIRECT_ROOM && request.reply().isEmpty() && known
                    && reason(event.failure()) == Reason.TRANSPORT) {
                // the call goes on over the next connection, and without its announcement is in no room there
                context.change(conversation -> conversation.asking(request));
                context.lane().schedule(TIMER + request.id(), UNTIL_THE_NEXT_CONNECTION);
            } else {
                failed(request, event.failure());
            }
        });
    }

    /** The other side was not ready; a timer of that name says that it may be now. */
    void again(String timer) {
        context.state().pending(timer.substring(TIMER.length())).ifPresent(request -> established().filter(request::sentIn)
                .ifPresent(dialog -> sip.requestInDialog(dialog, OutgoingRequest.info(request.id(), request.headers(), request.body()))));
    }

    /** The call is over: nobody will answer any more. */
    void callIsOver() {
        List<Pending> unanswered = context.state().pending();
        context.change(conversation -> Conversation.NONE);
        unanswered.forEach(request -> context.lane().cancel(TIMER + request.id()));
        unanswered
                .forEach(request -> request.reply()
                        .ifPresent(reply -> context.lane().reply(reply).fail(new ServerRequestException(Reason.DIALOG, 0))));
    }

    private void failed(Pending request, SipFailure failure) {
        ServerRequestException error = new ServerRequestException(reason(failure), failure.status());
        LOG.debug("{}: request {} failed: {}", context.lane().connector(), request.id(), failure);
        if (request.kind() == Kind.CAMERA_PERMISSION && failure.status() > 0 && error.reason() != Reason.DECLINED) {
            // the server does not know the question, and so forbids nothing
            succeeded(request);
            return;
        }
        if (request.kind() == Kind.DIRECT_ROOM) {
            context.publish(new ServerApiEvent.FailedSendRoomDirectP2p(error.getMessage(), cause(failure, error.reason())));
        } else if (request.kind() == Kind.TONE || request.kind() == Kind.LAST_TONE) {
            LOG.warn("{}: a tone was not delivered: {}", context.lane().connector(), FailureText.what(failure));
            context.change(conversation -> conversation.withoutTonesOf(request.reply()));
        }
        request.reply().ifPresent(reply -> context.lane().reply(reply).fail(error));
        // what was lost with the transport says nothing of the session, which the SIP foundation takes to the next one
        boolean silence = failure.status() == 0 && failure.originator() != Originator.LOCAL && error.reason() != Reason.TRANSPORT;
        if (!request.keepCall() && silence) {
            CallManager manager = context.lane().manager(CallManager.class);
            CallSnapshot call = manager.snapshot();
            call.peer().filter(peer -> call.dialog().filter(request::sentIn).isPresent())
                    .ifPresent(peer -> manager.fail(peer, error.getMessage(), failure.cause()));
        }
    }

    /** A refusal is none of the call's business; what was not sent because of our own state ends it no sooner. */
    private static SipCause cause(SipFailure failure, Reason reason) {
        if (failure.status() > 0 || failure.originator() == Originator.LOCAL) {
            return SipCause.REJECTED;
        }
        return reason == Reason.TRANSPORT ? SipCause.CONNECTION_ERROR : SipCause.INTERNAL_ERROR;
    }

    private void succeeded(Pending request) {
        if (request.kind() == Kind.TONE) {
            return;
        }
        request.reply().ifPresent(reply -> context.lane().<Void>reply(reply).complete(null));
    }

    static Reason reason(SipFailure failure) {
        if (failure.status() == 603 && failure.reason().equals("Decline")) {
            return Reason.DECLINED;
        }
        if (failure.status() > 0) {
            return Reason.REFUSED;
        }
        return failure.cause() == SipCause.REQUEST_TIMEOUT
                ? Reason.TIMEOUT
                : failure.cause() == SipCause.CONNECTION_ERROR ? Reason.TRANSPORT : Reason.DIALOG;
    }
}
