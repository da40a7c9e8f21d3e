/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.kernel.ReplyId;

/**
 * Everything the server API manager is, as data.
 *
 * @param pending    requests without a final response
 * @param mediaState the media state last sent in this call
 * @param channels   the clients that wait for channels
 * @param sync       the clients that wait for a wish to synchronise
 * @param tones      tones still to be sent
 */
record Conversation(List<Pending> pending, Optional<MediaState> mediaState, List<ReplyId<Channels>> channels,
        List<ReplyId<Boolean>> sync, List<Tone> tones) {

    static final int VERSION = 2;
    static final Conversation NONE = new Conversation(List.of(), Optional.empty(), List.of(), List.of(), List.of());

    /** What a failure of a request means. */
    enum Kind {
        /** The client hears of it. */
        ORDINARY,
        /** Of all refusals only that with 603 counts. */
        CAMERA_PERMISSION,
        /** It is published, too; the call ends when nobody answers. */
        DIRECT_ROOM,
        /** The tones after it are not sent. */
        TONE,
        /** The last tone: the client hears how it went. */
        LAST_TONE
    }

    /**
     * A request without a final response.
     *
     * @param id       of the request
     * @param reply    the client that waits for it
     * @param kind     what its failure means
     * @param keepCall whether the call goes on when nobody answers
     * @param body     its body
     * @param headers  its headers
     * @param pauses   how often it was sent again after a 491
     * @param dialog   the session it was sent in, absent from versions that did not keep it
     */
    record Pending(String id, Optional<ReplyId<Void>> reply, Kind kind, boolean keepCall, SipBody body, List<Header> headers,
            int pauses, Optional<DialogId> dialog) {

        Pending {
            headers = headers == null ? List.of() : List.copyOf(headers);
            dialog = dialog == null ? Optional.empty() : dialog;
        }

        /** One that is sent for the first time. */
        static Pending sent(String id, DialogId dialog, SipBody body, List<Header> headers, Optional<ReplyId<Void>> reply, Kind kind,
                boolean keepCall) {
            return new Pending(id, reply, kind, keepCall, body, headers, 0, Optional.of(dialog));
        }

        Pending pausing() {
            return new Pending(id, reply, kind, keepCall, body, headers, pauses + 1, dialog);
        }

        boolean sentIn(DialogId session) {
            return dialog.isEmpty() || dialog.get().equals(session);
        }
    }

    /**
     * @param key   0 to 9, A to D, R, # or *, a comma for a pause
     * @param reply the client that waits for all tones of its command
     * @param last  whether it is the last one to be sent of them
     */
    record Tone(String key, Optional<ReplyId<Void>> reply, boolean last) {}

    Conversation {
        pending = List.copyOf(pending);
        channels = List.copyOf(channels);
        sync = List.copyOf(sync);
        tones = endings(tones);
    }

    /** A former version did not say which tone is a client's last: then it is the last one that is no pause. */
    private static List<Tone> endings(List<Tone> tones) {
        List<Tone> told = new ArrayList<>(tones);
        Set<ReplyId<Void>> ended = new HashSet<>();
        tones.stream().filter(Tone::last).forEach(tone -> tone.reply().ifPresent(ended::add));
        for (int i = told.size() - 1; i >= 0; i--) {
            Tone tone = told.get(i);
            if (!tone.key().equals(",") && tone.reply().filter(ended::add).isPresent()) {
                told.set(i, new Tone(tone.key(), tone.reply(), true));
            }
        }
        return List.copyOf(told);
    }

    ServerApiSnapshot snapshot() {
        return new ServerApiSnapshot(pending.size(), mediaState);
    }

    Optional<Pending> pending(String id) {
        return pending.stream().filter(request -> request.id().equals(id)).findFirst();
    }

    Conversation asking(Pending request) {
        return pending(plus(pending, request));
    }

    Conversation answered(String id) {
        return pending(pending.stream().filter(request -> !request.id().equals(id)).toList());
    }

    Conversation with(Optional<MediaState> state) {
        return new Conversation(pending, state, channels, sync, tones);
    }

    Conversation channels(List<ReplyId<Channels>> replies) {
        return new Conversation(pending, mediaState, replies, sync, tones);
    }

    Conversation sync(List<ReplyId<Boolean>> replies) {
        return new Conversation(pending, mediaState, channels, replies, tones);
    }

    Conversation tones(List<Tone> others) {
        return new Conversation(pending, mediaState, channels, sync, others);
    }

    /** Without the tones of that client that are not being sent yet. */
    Conversation withoutTonesOf(Optional<ReplyId<Void>> reply) {
        List<Tone> left = new ArrayList<>(tones);
        left.removeIf(tone -> tone.reply().equals(reply) && tone != tones.get(0));
        return tones(left);
    }

    static <T> List<T> plus(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }

    private Conversation pending(List<Pending> others) {
        return new Conversation(others, mediaState, channels, sync, tones);
    }
}
