/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.TimerFired;

/** The smallest manager that has everything: operations, events, a timer, a promise kept later, a snapshot. */
public interface Tally {

    CompletionStage<Integer> add(int amount);

    /** Answers when the total has reached the amount. */
    CompletionStage<Integer> reached(int amount);

    Snapshot snapshot();

    default boolean empty() {
        return snapshot().total() == 0;
    }

    record Snapshot(int total) {}

    record Counted(int total) implements Event {}

    record Push(int amount) implements Event {}

    /** @param forgetful whether it loses its promise at a hand-over, as faulty code would; @param weight of each amount */
    record Factory(boolean forgetful, int weight) implements ManagerFactory {

        Factory(boolean forgetful) {
            this(forgetful, 1);
        }

        @Override
        public Class<?> api() {
            return Tally.class;
        }

        @Override
        public Object initialSnapshot() {
            return new Snapshot(0);
        }

        @Override
        public Manager create(Lane lane) {
            return new Code(lane, new State(0, 0, null), forgetful, weight);
        }

        @Override
        public Manager adopt(Lane lane, Handover previous) {
            return new Code(lane, previous.as(State.class), forgetful, weight);
        }
    }

    record State(int total, int goal, ReplyId<Integer> waiting) {}

    final class Code implements Tally, Manager {

        private final Lane lane;
        private final boolean forgetful;
        private final int weight;
        private State state;

        Code(Lane lane, State state, boolean forgetful, int weight) {
            this.weight = weight;
            this.lane = lane;
            this.state = state;
            this.forgetful = forgetful;
            lane.on(Push.class, push -> count(push.amount()));
            lane.on(TimerFired.class, fired -> count(100));
        }

        @Override
        public CompletionStage<Integer> add(int amount) {
            if (amount < 0) {
                throw new IllegalArgumentException("amount " + amount + " is negative");
            }
            lane.schedule("bonus", Duration.ofSeconds(10));
            count(amount);
            lane.<Integer>reply().complete(state.total());
            return lane.reply();
        }

        @Override
        public CompletionStage<Integer> reached(int amount) {
            state = new State(state.total(), amount, lane.<Integer>reply().id());
            return lane.reply();
        }

        @Override
        public Snapshot snapshot() {
            return new Snapshot(state.total());
        }

        @Override
        public Handover handOver() {
            return Handover.of(1, forgetful ? new State(0, state.goal(), state.waiting()) : state);
        }

        private void count(int amount) {
            state = new State(state.total() + weight * amount, state.goal(), state.waiting());
            lane.show(snapshot());
            lane.publish(new Counted(state.total()));
            if (state.waiting() != null && state.total() >= state.goal()) {
                lane.reply(state.waiting()).complete(state.total());
            }
        }
    }
}
