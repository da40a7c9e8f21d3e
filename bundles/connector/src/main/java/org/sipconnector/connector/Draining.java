/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.connector.ConnectorEvent;
import org.sipconnector.api.connector.DrainingException;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.Step;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes no new calls while the ones that are up go on, so that a node can be emptied. Those that have begun to ring, are being
 * made, answered or set up again belong to the ones that go on.
 */
final class Draining {

    private static final Logger LOG = LoggerFactory.getLogger(Draining.class);

    /** What was asked before the calls seemed to be over is done. */
    private record SeeminglyEmpty() implements Step<Void> {}

    private final Lane lane;
    private final StatePart<State> state;
    private final Redial redial;
    private final BooleanSupplier comingUp;
    private final Runnable changed;

    /**
     * @param on      whether new calls are refused
     * @param waiting promises to those who wait for the last call's end
     */
    record State(boolean on, List<ReplyId<Void>> waiting) {

        static final State OFF = new State(false, List.of());
    }

    /** @param comingUp whether calls ring, or are being made or answered that no snapshot shows yet */
    Draining(Lane lane, StatePart<State> state, Redial redial, BooleanSupplier comingUp, Runnable changed) {
        this.lane = lane;
        this.state = state;
        this.redial = redial;
        this.comingUp = comingUp;
        this.changed = changed;
        lane.onSnapshot(CallManager.class, (before, now) -> lookWhetherEmpty());
        lane.onSnapshot(CallReconnectManager.class, (before, now) -> lookWhetherEmpty());
        lane.onOutcome(SeeminglyEmpty.class, (step, outcome) -> {
            if (empty()) {
                settle();
            }
        });
    }

    State state() {
        return state.get();
    }

    CompletionStage<Void> begin() {
        Reply<Void> reply = lane.reply();
        List<ReplyId<Void>> waiting = new ArrayList<>(state.get().waiting());
        waiting.add(reply.id());
        change(new State(true, List.copyOf(waiting)));
        lookWhetherEmpty();
        return reply;
    }

    CompletionStage<Void> end() {
        settle();
        change(State.OFF);
        return CompletableFuture.completedStage(null);
    }

    void mustTakeCalls() {
        if (state.get().on()) {
            throw new DrainingException(lane.connector());
        }
    }

    private void change(State next) {
        boolean differs = next.on() != state.get().on();
        state.set(next);
        if (differs) {
            LOG.info("{}: {}", lane.connector(), next.on() ? "drained: no new calls are taken" : "reopened: calls are taken again");
            changed.run();
            lane.publish(new ConnectorEvent.DrainingChanged(next.on()));
        }
    }

    /** To be called when something that rings or is beginning is over. */
    void lookWhetherEmpty() {
        if (state.get().on() && !state.get().waiting().isEmpty() && empty()) {
            lane.afterOthers(new SeeminglyEmpty());
        }
    }

    private boolean empty() {
        return !Calls.ongoing(lane) && !comingUp.getAsBoolean() && !redial.atWork();
    }

    private void settle() {
        state.get().waiting().forEach(reply -> lane.reply(reply).complete(null));
        state.set(new State(state.get().on(), List.of()));
    }
}
