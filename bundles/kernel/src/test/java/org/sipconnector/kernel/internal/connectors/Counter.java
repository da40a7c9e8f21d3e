/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.concurrent.CompletionStage;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.foundation.AbsentFoundationException;

/** A manager for tests of the kernel, in versions that behave and versions that do not. */
public interface Counter {

    CompletionStage<Integer> next();

    CompletionStage<Integer> fail();

    CompletionStage<Integer> refuse();

    /** Publishes an event the manager itself hears. */
    CompletionStage<Void> tick();

    /** Publishes, then throws. */
    CompletionStage<Void> half();

    Total snapshot();

    record Total(int value, String code) {}

    record Ticked(int value) implements Event {}

    record State(int value) {}

    /**
     * @param code names the version; "throws" in it makes adopt throw, "late" makes messages throw, "lonely" makes them throw as
     *             a foundation does that is absent
     */
    record Factory(String code) implements ManagerFactory {

        @Override
        public Class<?> api() {
            return Counter.class;
        }

        @Override
        public Object initialSnapshot() {
            return new Total(0, "");
        }

        @Override
        public Manager create(Lane lane) {
            return new Code(lane, new State(0), code);
        }

        @Override
        public Manager adopt(Lane lane, Handover previous) {
            if (code.contains("throws")) {
                throw new IllegalStateException("this version cannot adopt");
            }
            return new Code(lane, previous.as(State.class), code);
        }
    }

    final class Code implements Counter, Manager {

        private final Lane lane;
        private final String code;
        private State state;

        Code(Lane lane, State state, String code) {
            this.lane = lane;
            this.state = state;
            this.code = code;
            lane.on(Ticked.class, ticked -> count());
        }

        private void count() {
            if (code.contains("late")) {
                throw new IllegalStateException("this version throws on messages");
            }
            if (code.contains("lonely")) {
                throw new AbsentFoundationException("Lamps is absent", "");
            }
            state = new State(state.value() + 1);
            lane.show(new Total(state.value(), code));
        }

        @Override
        public CompletionStage<Integer> next() {
            count();
            lane.<Integer>reply().complete(state.value());
            return lane.reply();
        }

        @Override
        public CompletionStage<Integer> fail() {
            throw new IllegalStateException("asked to fail");
        }

        @Override
        public CompletionStage<Integer> refuse() {
            throw new IllegalArgumentException("asked too much");
        }

        @Override
        public CompletionStage<Void> tick() {
            lane.publish(new Ticked(state.value()));
            lane.reply().complete(null);
            return lane.reply();
        }

        @Override
        public CompletionStage<Void> half() {
            lane.publish(new Ticked(state.value()));
            throw new IllegalStateException("half done");
        }

        @Override
        public Total snapshot() {
            return new Total(state.value(), code);
        }

        @Override
        public Handover handOver() {
            return Handover.of(1, state);
        }
    }
}
