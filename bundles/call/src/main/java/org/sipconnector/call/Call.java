/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.call.CallChart.Progress;
import org.sipconnector.kernel.chart.Position;

/**
 * Everything the call manager is, as data.
 *
 * @param progress    how far the call has come
 * @param leg         its SIP session and main peer connection
 * @param negotiation the exchange of offer and answer going on
 * @param waiting     renegotiations to follow
 * @param replacements streams to be sent in place of the present one, the first is being done
 * @param received    what the other side sends
 * @param watching    role and what a spectator needs
 * @param muted       kinds that silence or black is sent of
 */
record Call(Position<CallState, Progress> progress, Optional<MainLeg> leg, Optional<Negotiation> negotiation,
        List<Negotiation> waiting, List<Replacement> replacements, Received received, Watching watching, MutedMedia muted) {

    static final int VERSION = 2;

    static final Call NONE = new Call(CallChart.CHART.start(), Optional.empty(), Optional.empty(), List.of(),
            List.of(), Received.NOTHING, Watching.NOTHING, MutedMedia.NONE);

    Call {
        waiting = List.copyOf(waiting);
        replacements = replacements == null ? List.of() : List.copyOf(replacements);
        muted = muted == null ? MutedMedia.NONE : muted;
    }

    CallState state() {
        return progress.state();
    }

    Call with(Position<CallState, Progress> other) {
        return new Call(other, leg, negotiation, waiting, replacements, received, watching, muted);
    }

    Call with(MainLeg other) {
        return new Call(progress, Optional.of(other), negotiation, waiting, replacements, received, watching, muted);
    }

    Call with(Received other) {
        return new Call(progress, leg, negotiation, waiting, replacements, other, watching, muted);
    }

    Call with(Watching other) {
        return new Call(progress, leg, negotiation, waiting, replacements, received, other, muted);
    }

    Call with(MutedMedia other) {
        return new Call(progress, leg, negotiation, waiting, replacements, received, watching, other);
    }

    Call negotiating(Optional<Negotiation> current) {
        return new Call(progress, leg, current, waiting, replacements, received, watching, muted);
    }

    Call waiting(List<Negotiation> others) {
        return new Call(progress, leg, negotiation, others, replacements, received, watching, muted);
    }

    Call replacing(List<Replacement> others) {
        return new Call(progress, leg, negotiation, waiting, others, received, watching, muted);
    }

    /** This call with its main leg changed, if it has one. */
    Call changing(UnaryOperator<MainLeg.Changes> change) {
        return leg.map(present -> with(change.apply(present.but()).done())).orElse(this);
    }
}
