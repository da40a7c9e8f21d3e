/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.tracing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.spi.sip.SessionIdentity;
import org.sipconnector.tracing.SetUpStage.Stage;

/**
 * What a span is made of once the call is over.
 *
 * @param incoming    whether the other side called
 * @param begun       when it was made, or began to ring
 * @param peer        names the call where its manager does
 * @param dialog      its session, once there is one
 * @param callId      its Call-ID, once there is one
 * @param traceParent of what it is part of, in the words of whoever called; may be anything
 * @param stages      those it came by, in order
 */
record NotedCall(boolean incoming, Instant begun, Optional<PeerId> peer, Optional<DialogId> dialog, Optional<String> callId,
        Optional<String> traceParent, List<SetUpStage> stages) {

    NotedCall {
        stages = List.copyOf(stages);
    }

    static NotedCall begun(boolean incoming, Instant at, Optional<PeerId> peer, Optional<String> traceParent) {
        return new NotedCall(incoming, at, peer, Optional.empty(), Optional.empty(), traceParent, List.of());
    }

    NotedCall of(DialogId session) {
        return new NotedCall(incoming, begun, peer, Optional.of(session), callId, traceParent, stages);
    }

    NotedCall known(SessionIdentity identity) {
        return new NotedCall(incoming, begun, peer, dialog, Optional.of(identity.callId()),
                traceParent.or(() -> identity.traceParent().filter(TraceParent::isShort)), stages);
    }

    /** The same for a stage that was reached, or passed, before. */
    NotedCall at(Stage stage, Instant when) {
        if (!stages.isEmpty() && stages.get(stages.size() - 1).stage().compareTo(stage) >= 0) {
            return this;
        }
        List<SetUpStage> more = new ArrayList<>(stages);
        more.add(new SetUpStage(stage, when));
        return new NotedCall(incoming, begun, peer, dialog, callId, traceParent, more);
    }

    /** The answer to a call that rang: it began then, and rang until it was answered. */
    NotedCall answering(NotedCall rang) {
        List<SetUpStage> all = new ArrayList<>(List.of(new SetUpStage(Stage.RINGING, begun)));
        all.addAll(stages);
        return new NotedCall(true, rang.begun, peer, rang.dialog, rang.callId, rang.traceParent, all);
    }

    boolean confirmed() {
        return stages.stream().anyMatch(each -> each.stage() == Stage.CONFIRMED);
    }

    /** Whether an event that names its call, or none, may be about this one. */
    boolean meantBy(Optional<PeerId> named) {
        return named.isEmpty() || peer.isEmpty() || named.equals(peer);
    }
}
