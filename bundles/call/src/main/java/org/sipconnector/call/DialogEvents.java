/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipEvent.DialogAnswered;
import org.sipconnector.api.sip.SipEvent.DialogConfirmed;
import org.sipconnector.api.sip.SipEvent.DialogEnded;
import org.sipconnector.api.sip.SipEvent.DialogEvent;
import org.sipconnector.api.sip.SipEvent.DialogFailed;
import org.sipconnector.api.sip.SipEvent.DialogProgress;
import org.sipconnector.api.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.api.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.api.sip.SipEvent.ReinviteFailed;
import org.sipconnector.api.sip.SipEvent.ReinviteReceived;

/** Hears what the SIP foundation tells about the call's session. */
final class DialogEvents {

    private static final String DTMF = "application/dtmf-relay";
    private static final Pattern KEY = Pattern.compile("[0-9A-D#*!]|1[0-6]|hf|flash", Pattern.CASE_INSENSITIVE);

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

    void heard(DialogEvent event) {
        if (context.leg().filter(leg -> leg.dialog().equals(event.dialog())).isEmpty()) {
            if (event instanceof DialogFailed || event instanceof DialogEnded) {
                context.change(call -> call.ending(event.dialog()));
            }
            return;
        }
        if (event instanceof DialogProgress progress) {
            establishing.progress(progress);
        } else if (event instanceof DialogAnswered answered) {
            earlyOffer.answered(answered);
            establishing.answered(answered);
            restoring.accepted();
        } else if (event instanceof DialogConfirmed confirmed) {
            establishing.confirmed(confirmed);
            negotiations.next();
        } else if (event instanceof DialogFailed failed) {
            ending.over(failed.failure());
        } else if (event instanceof DialogEnded ended) {
            ending.over(ended.failure());
        } else if (event instanceof ReinviteReceived received) {
            if (!earlyOffer.received(received)) {
                negotiations.received(received);
            }
        } else if (event instanceof ReinviteAnswered answered) {
            negotiations.answered(answered);
        } else if (event instanceof ReinviteFailed failed) {
            negotiations.failed(failed);
        } else if (event instanceof DialogRequestReceived request) {
            request(request);
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
            if (body.contentType().toLowerCase(Locale.ROOT).equals(DTMF)) {
                context.publish(new CallEvent.NewDtmf(Originator.REMOTE, signal(body.content())));
            } else {
                context.publish(new CallEvent.NewInfo(Originator.REMOTE, body.contentType(), body.content()));
            }
        }
    }

    /** On the main video: the presentation has a control of its own. */
    private void sendKeyFrame() {
        context.leg().ifPresent(leg -> leg.senders().stream().filter(sender -> sender.kind() == MediaKind.VIDEO).findFirst()
                .ifPresent(video -> context.media.sendKeyFrame(leg.peer(), video.transceiver())));
    }

    /** The tone of {@code Signal=5}; empty when there is none, or it is no key. */
    private static String signal(String body) {
        List<String> tones = body.lines().map(String::strip)
                .filter(line -> line.regionMatches(true, 0, "Signal=", 0, 7))
                .map(line -> line.substring(7).strip()).filter(tone -> KEY.matcher(tone).matches()).toList();
        return tones.isEmpty() ? "" : tones.get(0);
    }
}
