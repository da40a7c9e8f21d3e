package org.sipconnector.serverapi;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.api.serverapi.ServerRequestException;
import org.sipconnector.api.serverapi.ServerRequestException.Reason;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.OutgoingRequest;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipEvent.RequestAnswered;
import org.sipconnector.api.sip.SipEvent.RequestFailed;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.Reply;
import org.sipconnector.serverapi.Conversation.Kind;
import org.sipconnector.serverapi.Conversation.Pending;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends INFO requests in the established call and tells the client how they went. */
final class Requests {

    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final Talk talk;

    Requests(Talk talk) {
        this.talk = talk;
    }

    /** The established call's session. */
    DialogId dialog() {
        return talk.lane.manager(CallManager.class).snapshot().establishedDialog().orElseThrow(NoEstablishedCallException::new);
    }

    Reply<Void> send(InfoContent content, List<Header> headers, Kind kind, boolean keepCall) {
        DialogId dialog = dialog();
        Reply<Void> reply = talk.lane.reply();
        send(dialog, new SipBody(content.contentType(), ""), headers, Optional.of(reply.id()), kind, keepCall);
        return reply;
    }

    void send(DialogId dialog, SipBody body, List<Header> headers, Optional<String> reply, Kind kind, boolean keepCall) {
        String id = talk.lane.newId("info");
        talk.change(conversation -> conversation.asking(new Pending(id, reply, kind, keepCall)));
        talk.sip.requestInDialog(dialog, OutgoingRequest.info(id, headers, body));
    }

    void answered(RequestAnswered event) {
        talk.conversation().pending(event.id()).ifPresent(request -> {
            talk.change(conversation -> conversation.answered(request.id()));
            succeeded(request);
        });
    }

    void failed(RequestFailed event) {
        talk.conversation().pending(event.id()).ifPresent(request -> {
            talk.change(conversation -> conversation.answered(request.id()));
            failed(request, event.failure());
        });
    }

    /** The call is over: nobody will answer any more. */
    void callIsOver() {
        List<Pending> unanswered = talk.conversation().pending();
        talk.change(conversation -> new Conversation(List.of(), Optional.empty(), conversation.channels(),
                conversation.sync(), List.of()));
        unanswered.forEach(request -> request.reply().ifPresent(reply ->
                talk.lane.reply(reply).fail(new ServerRequestException(Reason.DIALOG, 0))));
    }

    private void failed(Pending request, SipFailure failure) {
        ServerRequestException error = new ServerRequestException(reason(failure), failure.status());
        LOG.debug("{}: request {} failed: {}", talk.lane.connector(), request.id(), failure);
        switch (request.kind()) {
            case ORDINARY -> request.reply().ifPresent(reply -> talk.lane.reply(reply).fail(error));
            case CAMERA_PERMISSION -> {
                if (error.reason() == Reason.DECLINED) {
                    request.reply().ifPresent(reply -> talk.lane.reply(reply).fail(error));
                } else {
                    succeeded(request);
                }
            }
            case DIRECT_ROOM -> {
                talk.lane.publish(new ServerApiEvent.FailedSendRoomDirectP2p(error.getMessage(),
                        error.reason() == Reason.TRANSPORT ? SipCause.CONNECTION_ERROR : SipCause.INTERNAL_ERROR));
                succeeded(request);
            }
            case TONE -> LOG.warn("{}: a tone was not delivered: {}", talk.lane.connector(), failure);
        }
        if (!request.keepCall() && failure.status() == 0) {
            talk.lane.manager(CallManager.class).fail(error.getMessage(), failure.cause());
        }
    }

    private void succeeded(Pending request) {
        request.reply().ifPresent(reply -> talk.lane.<Void>reply(reply).complete(null));
    }

    static Reason reason(SipFailure failure) {
        if (failure.status() == 603 && failure.reason().equals("Decline")) {
            return Reason.DECLINED;
        }
        if (failure.status() > 0) {
            return Reason.REFUSED;
        }
        return failure.cause() == SipCause.REQUEST_TIMEOUT ? Reason.TIMEOUT
                : failure.cause() == SipCause.CONNECTION_ERROR ? Reason.TRANSPORT : Reason.DIALOG;
    }
}
