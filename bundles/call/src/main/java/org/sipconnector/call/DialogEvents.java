/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogEvent;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.DialogProgress;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.ReinviteFailed;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;

/** Hears what the SIP foundation tells about the call's session. */
final class DialogEvents {

    static final EventHandlers<DialogEvents> HANDLERS = EventHandlers.<DialogEvents>of()
            .on(DialogProgress.class, ofCall((own, progress) -> own.establishing.progress(progress)))
            .on(DialogAnswered.class, ofCall(DialogEvents::answered))
            .on(DialogConfirmed.class, ofCall(DialogEvents::confirmed))
            .on(DialogFailed.class, (own, failed) -> own.over(failed.dialog(), failed.failure()))
            .on(DialogEnded.class, (own, ended) -> own.over(ended.dialog(), ended.failure()))
            .on(ReinviteReceived.class, ofCall(DialogEvents::reinvited))
            .on(ReinviteAnswered.class, ofCall((own, answered) -> own.negotiations.answered(answered)))
            .on(ReinviteAnswered.class, ofCall((own, answered) -> own.restoring.answered(answered)))
            .on(ReinviteFailed.class, ofCall((own, failed) -> own.negotiations.failed(failed)))
            .on(ReinviteFailed.class, ofCall((own, failed) -> own.restoring.notOffered(failed.failure())))
            .on(DialogRequestReceived.class, ofCall(DialogEvents::request));

    private static final Set<String> DTMF = Set.of("application/dtmf-relay", "application/dtmf");
    /** Two digits are a key behind {@code Signal=} only; alone they are two keys. */
    private static final Pattern KEY =
            Pattern.compile("(?:Signal\\s*=\\s*)?([0-9A-D#*!]|hf|flash|(?<==\\s{0,9})1[0-6])", Pattern.CASE_INSENSITIVE);

    private final CallContext context;
    private final Ending ending;
    private final Negotiations negotiations;
    private final Establishing establishing;
    private final EarlyOffer earlyOffer;
    private final Restoring restoring;

    DialogEvents(CallContext context, Ending ending, Negotiations negotiations, Establishing establishing,
            EarlyOffer earlyOffer, Restoring restoring) {
        this.context = context;
        this.ending = ending;
        this.negotiations = negotiations;
        this.establishing = establishing;
        this.earlyOffer = earlyOffer;
        this.restoring = restoring;
    }

    private static <E extends DialogEvent> BiConsumer<DialogEvents, E> ofCall(BiConsumer<DialogEvents, E> handler) {
        return (own, event) -> {
            if (own.isOfCall(event.dialog())) {
                handler.accept(own, event);
            }
        };
    }

    private boolean isOfCall(DialogId dialog) {
        return context.leg().filter(leg -> leg.dialog().equals(dialog)).isPresent();
    }

    private void answered(DialogAnswered answered) {
        earlyOffer.answered(answered);
        establishing.answered(answered);
        restoring.accepted();
    }

    private void confirmed(DialogConfirmed confirmed) {
        establishing.confirmed(confirmed);
        negotiations.next();
    }

    private void over(DialogId dialog, SipFailure end) {
        if (isOfCall(dialog)) {
            ending.over(end);
        } else {
            context.change(call -> call.ending(dialog));
        }
    }

    private void reinvited(ReinviteReceived received) {
        if (!earlyOffer.received(received)) {
            negotiations.received(received);
        }
    }

    private void request(DialogRequestReceived request) {
        if (request.method().equals("REFER")) {
            context.publish(new CallEvent.Refer(request.headers()));
        } else if (request.method().equals("INFO") && request.body().isPresent()) {
            SipBody body = request.body().get();
            if (PictureRequest.is(body)) {
                sendKeyFrame();
            }
            boolean ofKeys = DTMF.contains(body.contentType().split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
            context.publish(Optional.of(body.content()).filter(content -> ofKeys).flatMap(DialogEvents::key)
                    .<CallEvent>map(key -> new CallEvent.NewDtmf(Originator.REMOTE, key))
                    .orElseGet(() -> new CallEvent.NewInfo(Originator.REMOTE, body.contentType(), body.content())));
        }
    }

    /** On the main video: the presentation has a control of its own. */
    private void sendKeyFrame() {
        context.leg().ifPresent(leg -> leg.senders().stream().filter(sender -> sender.kind() == MediaKind.VIDEO).findFirst()
                .ifPresent(video -> context.media.sendKeyFrame(leg.peer(), video.transceiver())));
    }

    /** That of {@code Signal=5}, or a key alone. */
    private static Optional<String> key(String body) {
        return body.lines().map(String::strip).map(KEY::matcher).filter(Matcher::matches).findFirst().map(key -> key.group(1));
    }
}
