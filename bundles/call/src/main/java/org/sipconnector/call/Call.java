/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sipconnector.api.call.CallMedia;
import org.sipconnector.api.call.CallParties;
import org.sipconnector.api.call.CallSnapshot;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.call.CallStatus;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.call.RecvSession;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.sip.DialogId;
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
 * @param ended       sessions of others that ended last: one of them may be answered by who has not heard of it yet
 * @param undone      tracks given back to lines, on which the media engine has not answered yet
 */
record Call(Position<CallState, Progress> progress, Optional<MainLeg> leg, Optional<Negotiation> negotiation,
        List<Negotiation> waiting, List<Replacement> replacements, ReceivedStreams received, Watching watching, MutedMedia muted,
        List<DialogId> ended, List<Undone> undone) {

    /** What a line was given back; the engine answers in the order asked. */
    record Undone(String line, Optional<LocalTrack> track) {}

    static final int VERSION = 2;
    private static final int MOST_ENDED = 16;

    static final Call NONE = new Call(CallChart.CHART.start(), Optional.empty(), Optional.empty(), List.of(),
            List.of(), ReceivedStreams.NOTHING, Watching.NOTHING, MutedMedia.NONE, List.of(), List.of());

    Call {
        waiting = List.copyOf(waiting);
        replacements = replacements == null ? List.of() : List.copyOf(replacements);
        muted = muted == null ? MutedMedia.NONE : muted;
        ended = ended == null ? List.of() : List.copyOf(ended);
        undone = undone == null ? List.of() : List.copyOf(undone);
    }

    CallState state() {
        return progress.state();
    }

    CallSnapshot snapshot() {
        CallStatus status = new CallStatus(state(), leg.flatMap(leg -> leg.request().reply()).isPresent(),
                leg.flatMap(leg -> leg.progress().startedAt()), progress.context().lastError());
        CallMedia media = new CallMedia(leg.map(MainLeg::senders).orElse(List.of()), leg.map(leg -> leg.media().tracks()).orElse(List.of()),
                ShownStreams.of(received, watching.role().receivesApart()), received.contented(), muted);
        return new CallSnapshot(status, leg.map(MainLeg::shown).orElse(CallParties.NONE), watching.role(),
                watching.recv().map(recv -> new RecvSession(recv.peer(), recv.conference(), recv.audioChannel(),
                        recv.quality(), recv.started())),
                media);
    }

    Call with(Position<CallState, Progress> other) {
        return new Call(other, leg, negotiation, waiting, replacements, received, watching, muted, ended, undone);
    }

    Call with(MainLeg other) {
        return new Call(progress, Optional.of(other), negotiation, waiting, replacements, received, watching, muted, ended, undone);
    }

    Call with(ReceivedStreams other) {
        return new Call(progress, leg, negotiation, waiting, replacements, other, watching, muted, ended, undone);
    }

    Call with(Watching other) {
        return new Call(progress, leg, negotiation, waiting, replacements, received, other, muted, ended, undone);
    }

    Call with(MutedMedia other) {
        return new Call(progress, leg, negotiation, waiting, replacements, received, watching, other, ended, undone);
    }

    Call negotiating(Optional<Negotiation> current) {
        return new Call(progress, leg, current, waiting, replacements, received, watching, muted, ended, undone);
    }

    Call waiting(List<Negotiation> others) {
        return new Call(progress, leg, negotiation, others, replacements, received, watching, muted, ended, undone);
    }

    Call replacing(List<Replacement> others) {
        return new Call(progress, leg, negotiation, waiting, others, received, watching, muted, ended, undone);
    }

    Call undone(List<Undone> others) {
        return new Call(progress, leg, negotiation, waiting, replacements, received, watching, muted, ended, others);
    }

    Call ending(DialogId other) {
        List<DialogId> more = new ArrayList<>(ended);
        more.add(other);
        return new Call(progress, leg, negotiation, waiting, replacements, received, watching, muted,
                more.subList(Math.max(0, more.size() - MOST_ENDED), more.size()), undone);
    }

    /** Nothing is left but how far it came, and which sessions have ended. */
    Call over() {
        return new Call(progress, Optional.empty(), Optional.empty(), List.of(), List.of(), ReceivedStreams.NOTHING, Watching.NOTHING,
                MutedMedia.NONE, ended, List.of());
    }

    /** This call with its main leg changed, if it has one. */
    Call changing(UnaryOperator<MainLeg.Changes> change) {
        return leg.map(present -> with(change.apply(present.but()).done())).orElse(this);
    }
}
