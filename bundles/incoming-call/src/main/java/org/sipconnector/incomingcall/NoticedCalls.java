/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.incomingcall.IncomingCallSnapshot;
import org.sipconnector.api.incomingcall.IncomingCallState;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.incomingcall.SecondCallPolicy;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.kernel.chart.Position;

/**
 * Everything the incoming-call manager is.
 *
 * @param state      the chart's state
 * @param outcome    the chart's context
 * @param current    the call the chart is about
 * @param calls      calls whose end has not been reported yet, in order of arrival
 * @param noticing   whether new calls are noticed
 * @param secondCall what this connector was told to do about a second call
 */
record NoticedCalls(IncomingCallState state, RingingOutcome outcome, Optional<DialogId> current,
        List<Call> calls, boolean noticing, Optional<SecondCallPolicy> secondCall) {

    static final int VERSION = 1;

    static final NoticedCalls NEW = new NoticedCalls(IncomingCallChart.CHART.start().state(), IncomingCallChart.CHART.start().context(),
            Optional.empty(), List.of(), true, Optional.empty());

    enum Stage {
        RINGING,
        /** Handed over to be answered; rings again when it cannot be. */
        TAKEN,
        /** Handed over, and all calls were cleared meanwhile; refused when it cannot be answered. */
        TAKEN_LAST,
        /** Refused or forgotten: not to be had any more, its end still to be told. */
        GONE
    }

    /** One call from its INVITE to the report of its end. */
    record Call(DialogId dialog, UserAgentId userAgent, RemoteCaller caller, Optional<String> offer, Stage stage) {

        boolean ringing() {
            return stage == Stage.RINGING;
        }

        Call at(Stage other) {
            return new Call(dialog, userAgent, caller, offer, other);
        }

        /** Who was handed over is still to be answered or refused by whoever has it. */
        Call cleared() {
            return stage == Stage.TAKEN || stage == Stage.TAKEN_LAST ? at(Stage.TAKEN_LAST) : gone();
        }

        Call gone() {
            return new Call(dialog, userAgent, caller, Optional.empty(), Stage.GONE);
        }

        RingingCall told() {
            return new RingingCall(dialog, caller);
        }
    }

    IncomingCallSnapshot snapshot() {
        return new IncomingCallSnapshot(state, outcome.caller(), outcome.lastReason(),
                calls.stream().filter(Call::ringing).map(Call::told).toList(), IncomingCallChart.CHART.validEvents(position()));
    }

    Position<IncomingCallState, RingingOutcome> position() {
        return new Position<>(state, outcome);
    }

    NoticedCalls at(Position<IncomingCallState, RingingOutcome> position) {
        return new NoticedCalls(position.state(), position.context(), current, calls, noticing, secondCall);
    }

    NoticedCalls about(Optional<DialogId> call) {
        return new NoticedCalls(state, outcome, call, calls, noticing, secondCall);
    }

    NoticedCalls with(List<Call> others) {
        return new NoticedCalls(state, outcome, current, List.copyOf(others), noticing, secondCall);
    }

    NoticedCalls noticing(boolean now) {
        return new NoticedCalls(state, outcome, current, calls, now, secondCall);
    }

    NoticedCalls onSecondCall(SecondCallPolicy policy) {
        return new NoticedCalls(state, outcome, current, calls, noticing, Optional.of(policy));
    }
}
