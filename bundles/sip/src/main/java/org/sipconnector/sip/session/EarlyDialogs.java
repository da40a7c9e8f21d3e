/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The early dialogs of a call of ours, one for each fork that rings, by the called one's tag (RFC 3261 section 12.1). */
final class EarlyDialogs {

    /** More than anybody rings at; what further ones say early is left aside. */
    private static final int MOST = 20;

    private final Map<String, Early> dialogs = new LinkedHashMap<>(2);
    private boolean several;

    /**
     * @param sdp      what it has described before it answers, null for nothing yet
     * @param sequence RSeq of its last reliable provisional response, -1 before the first
     * @param agreed   whether it has offered something else since, which was answered
     */
    private record Early(Dialog dialog, String sdp, long sequence, boolean agreed) {}

    /** Keeps the dialog, or what has become of it; whether there is room for it. */
    boolean keep(Dialog dialog) {
        Early known = dialogs.get(dialog.remote().tag());
        if (known == null && dialogs.size() >= MOST) {
            return false;
        }
        dialogs.put(dialog.remote().tag(), known == null
                ? new Early(dialog, null, -1, false)
                : new Early(dialog, known.sdp(), known.sequence(), known.agreed()));
        several |= dialogs.size() > 1;
        return true;
    }

    Optional<Dialog> find(String tag) {
        return Optional.ofNullable(dialogs.get(tag)).map(Early::dialog);
    }

    /** The first that is left. */
    Optional<Dialog> any() {
        return dialogs.values().stream().findFirst().map(Early::dialog);
    }

    void remove(String tag) {
        dialogs.remove(tag);
    }

    /** Its first description answers our offer; what it says later counts no more once it has offered itself. */
    void described(String tag, String sdp) {
        dialogs.computeIfPresent(tag, (key, early) -> early.agreed() ? early : new Early(early.dialog(), sdp, early.sequence(), early.agreed()));
    }

    Optional<String> description(String tag) {
        return Optional.ofNullable(dialogs.get(tag)).map(Early::sdp);
    }

    /** Whether there has never been another one. */
    boolean only(String tag) {
        return !several && dialogs.containsKey(tag);
    }

    void agreed(String tag) {
        dialogs.computeIfPresent(tag, (key, early) -> new Early(early.dialog(), early.sdp(), early.sequence(), true));
    }

    /** Whether its description has been followed by an offer of it that was answered: no later answer to ours counts. */
    boolean hasAgreed(String tag) {
        return dialogs.containsKey(tag) && dialogs.get(tag).agreed();
    }

    /** Whether that RSeq is the dialog's first, or the one after its last (RFC 3262 section 4). */
    boolean inOrder(String tag, long sequence) {
        Early early = dialogs.get(tag);
        if (early == null || early.sequence() >= 0 && sequence != early.sequence() + 1) {
            return false;
        }
        dialogs.put(tag, new Early(early.dialog(), early.sdp(), sequence, early.agreed()));
        return true;
    }

    void clear() {
        dialogs.clear();
    }
}
