/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.Event;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.StatePart;
import org.sipconnector.kernel.StatefulManagerFactory;
import org.sipconnector.kernel.chart.Chart;
import org.sipconnector.kernel.chart.Position;

/** A manager that keeps its state in a {@link ManagerContext}: a lamp with a chart and a brightness, and a count of operations. */
public interface Lamp extends HasSnapshot<Lamp.Shown> {

    /** What it takes. */
    enum Signal {
        ON, OFF
    }

    enum Light {
        DARK, LIT
    }

    CompletionStage<Boolean> take(Signal signal);

    /** Two changes that are seen as one. */
    CompletionStage<Void> blink(int brightness);

    CompletionStage<Void> dim(int brightness);

    record Shown(Light light, int brightness) {}

    record Told(Light light) implements Event {}

    record State(Position<Light, Integer> position, int brightness, int operations) {

        static final State DARK = new State(CHART.start(), 5, 0);

        State at(Position<Light, Integer> other) {
            return new State(other, brightness, operations);
        }

        State dimmed(int other) {
            return new State(position, other, operations);
        }

        State counted() {
            return new State(position, brightness, operations + 1);
        }
    }

    Chart<Light, Integer> CHART = Chart.of("lamp", Light.DARK, 0)
            .on(Signal.ON).from(Light.DARK).to(Light.LIT)
            .on(Signal.OFF).from(Light.LIT).to(Light.DARK)
            .build();

    /** Its declaration. */
    final class Factory extends StatefulManagerFactory<State, Shown> {

        Factory() {
            super(Lamp.class, new Shown(Light.DARK, 5), 2, State.DARK);
        }

        @Override
        protected Shown snapshot(Lane lane, State state) {
            return new Shown(state.position().state(), state.brightness());
        }

        @Override
        protected Manager manager(ManagerContext<State, Shown> context) {
            return new Code(context);
        }
    }

    /** Its code. */
    final class Code implements Lamp, Manager {

        private final ManagerContext<State, Shown> context;
        private final StatePart<Integer> brightness;

        Code(ManagerContext<State, Shown> context) {
            this.context = context;
            brightness = context.part(State::brightness, State::dimmed);
        }

        @Override
        public Shown snapshot() {
            return context.snapshot();
        }

        @Override
        public Handover handOver() {
            return context.handOver();
        }

        @Override
        public CompletionStage<Boolean> take(Signal signal) {
            boolean taken = context.signal(CHART, State::position, State::at, signal);
            context.changeUnshown(State::counted);
            return CompletableFuture.completedStage(taken);
        }

        @Override
        public CompletionStage<Void> blink(int other) {
            brightness.change(before -> other);
            context.change(State::counted);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> dim(int other) {
            brightness.set(other);
            context.publish(new Told(context.state().position().state()));
            return CompletableFuture.completedStage(null);
        }
    }
}
