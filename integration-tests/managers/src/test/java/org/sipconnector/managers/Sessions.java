/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.sip.DialogId;

/** Compares what managers believe of SIP sessions with the sessions there are. */
final class Sessions {

    /** A command, such as that to refuse a call, is on its way for a moment. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(1);

    private final WholeConnector all;
    private final Map<DialogId, Instant> unknownSince = new HashMap<>();
    private Optional<Instant> lostSince = Optional.empty();
    private Duration missed = Duration.ofNanos(-1);

    Sessions(WholeConnector all) {
        this.all = all;
    }

    /** Ends of sessions may have been missed, which are told again. */
    void missed() {
        missed = ON_ITS_WAY;
    }

    /** While there was no process no command was on its way. */
    void begunAnew() {
        unknownSince.clear();
        lostSince = Optional.empty();
    }

    /** The first difference there is. */
    Optional<String> difference() {
        CallSnapshot call = all.stage.manager(CallManager.class).snapshot();
        for (RingingCall ringing : all.stage.manager(IncomingCallManager.class).snapshot().ringing()) {
            if (find(ringing.dialog()).filter(ActingDialog::waiting).isEmpty()) {
                return Optional.of(ringing.dialog() + " is shown as ringing and does not ring");
            }
        }
        boolean lost = call.state() == CallState.IN_CALL && call.dialog().flatMap(this::find).filter(ActingDialog::confirmed).isEmpty();
        lostSince = lost ? lostSince.or(() -> Optional.of(all.stage.now())) : Optional.empty();
        if (lostSince.filter(since -> Duration.between(since, all.stage.now()).compareTo(missed) > 0).isPresent()) {
            return Optional.of("a call is shown as up and has no session");
        }
        return unknown(call);
    }

    /** A session that rings or is up, and that no manager knows. */
    private Optional<String> unknown(CallSnapshot call) {
        unknownSince.keySet().removeIf(dialog -> find(dialog).filter(session -> unknown(session, call)).isEmpty());
        all.sip.dialogs().stream().filter(session -> unknown(session, call))
                .forEach(session -> unknownSince.putIfAbsent(session.id(), all.stage.now()));
        return unknownSince.entrySet().stream()
                .filter(entry -> Duration.between(entry.getValue(), all.stage.now()).compareTo(ON_ITS_WAY) > 0)
                .map(entry -> "nobody knows of session " + entry.getKey() + ", which rings or is up").findFirst();
    }

    private boolean unknown(ActingDialog session, CallSnapshot call) {
        boolean rings = all.stage.manager(IncomingCallManager.class).snapshot().ringing().stream()
                .anyMatch(ringing -> ringing.dialog().equals(session.id()));
        return (session.waiting() || session.up()) && !rings && !call.dialog().equals(Optional.of(session.id()));
    }

    private Optional<ActingDialog> find(DialogId id) {
        return all.sip.dialogs().stream().filter(session -> session.id().equals(id)).findFirst();
    }
}
