/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Reply;
import org.sipconnector.serverapi.Conversation.Kind;
import org.sipconnector.serverapi.Conversation.Tone;

/** Sends tones by INFO, one after another. */
final class Tones {

    static final String TIMER = "tone";

    private static final String CONTENT_TYPE = "application/dtmf-relay";
    private static final char PAUSED = ',';
    private static final int DURATION_MS = 120;
    private static final Duration BETWEEN = Duration.ofMillis(DURATION_MS + 600);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final ManagerContext<Conversation, ServerApiSnapshot> context;
    private final InfoRequests requests;

    Tones(ManagerContext<Conversation, ServerApiSnapshot> context, InfoRequests requests) {
        this.context = context;
        this.requests = requests;
    }

    Reply<Void> send(String keys) {
        requests.dialog();
        String checked = check(keys);
        Reply<Void> reply = context.lane().reply();
        List<Tone> added = new ArrayList<>();
        int last = lastKey(checked);
        for (int i = 0; i < checked.length(); i++) {
            added.add(new Tone(checked.substring(i, i + 1), Optional.of(reply.id()), i == last));
        }
        if (last < 0) {
            reply.complete(null);
        }
        boolean sending = !context.state().tones().isEmpty();
        List<Tone> all = new ArrayList<>(context.state().tones());
        all.addAll(added);
        context.change(conversation -> conversation.tones(all));
        if (!sending) {
            sendNext();
        }
        return reply;
    }

    /** The tone before is over. */
    void next() {
        List<Tone> tones = context.state().tones();
        if (!tones.isEmpty()) {
            context.change(conversation -> conversation.tones(tones.subList(1, tones.size())));
            sendNext();
        }
    }

    private static int lastKey(String keys) {
        int last = keys.length() - 1;
        while (last >= 0 && keys.charAt(last) == PAUSED) {
            last--;
        }
        return last;
    }

    /** The call is over: what was not sent never will be. */
    void callIsOver(List<Tone> unsent) {
        context.lane().cancel(TIMER);
        unsent.forEach(tone -> tone.reply().ifPresent(reply -> context.lane().reply(reply).fail(new NoEstablishedCallException())));
    }

    private void sendNext() {
        if (context.state().tones().isEmpty()) {
            return;
        }
        Tone tone = context.state().tones().get(0);
        if (tone.key().charAt(0) == PAUSED) {
            context.lane().schedule(TIMER, PAUSE);
            return;
        }
        Optional<DialogId> dialog = requests.established();
        if (dialog.isEmpty()) {
            // the call is being ended
            List<Tone> unsent = context.state().tones();
            context.change(conversation -> conversation.tones(List.of()));
            callIsOver(unsent);
            return;
        }
        requests.send(dialog.get(), new SipBody(CONTENT_TYPE, "Signal=" + tone.key() + "\r\nDuration=" + DURATION_MS), List.of(),
                tone.reply(), tone.last() ? Kind.LAST_TONE : Kind.TONE, true);
        context.publish(new CallEvent.NewDtmf(Originator.LOCAL, tone.key()));
        context.lane().schedule(TIMER, BETWEEN);
    }

    private static String check(String keys) {
        String upper = keys.toUpperCase(Locale.ROOT);
        for (int i = 0; i < upper.length(); i++) {
            char key = upper.charAt(i);
            if ("0123456789ABCDR#*,".indexOf(key) < 0) {
                throw new IllegalArgumentException("tones: '" + key + "' in '" + keys + "' is no tone");
            }
        }
        if (upper.isEmpty()) {
            throw new IllegalArgumentException("tones: '' has no tone");
        }
        return upper;
    }
}
