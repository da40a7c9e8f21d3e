/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks;

import com.github.oxo42.stateless4j.StateMachine;
import com.github.oxo42.stateless4j.StateMachineConfig;
import java.util.Locale;
import org.sipconnector.kernel.chart.Chart;
import org.sipconnector.kernel.chart.Position;

/** What a step of a declared chart costs, beside the same machine in stateless4j and in a hand-written switch. */
public final class ChartStep {

    enum State { IDLE, CONNECTING, IN_CALL, DISCONNECTING }

    enum Signal { START, ACCEPT, END, ENDED }

    private static final Signal[] SIGNALS = Signal.values();

    private static final Chart<State, Integer> CHART = Chart.of("bench", State.IDLE, 0)
            .on(Signal.START).from(State.IDLE).doing((calls, signal) -> calls + 1).to(State.CONNECTING)
            .on(Signal.ACCEPT).from(State.CONNECTING).to(State.IN_CALL)
            .on(Signal.END).from(State.CONNECTING, State.IN_CALL).to(State.DISCONNECTING)
            .on(Signal.ENDED).from(State.DISCONNECTING).to(State.IDLE)
            .build();

    private ChartStep() {}

    /** @param args steps of a measured round; ten million without one */
    public static void main(String[] args) {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
        System.out.println("Method: one thread walks idle, connecting, in call, disconnecting, idle; best of five rounds of "
                + steps + " steps after a round to warm up.");
        double chart = best(() -> chart(steps), steps);
        double peer = best(() -> stateless4j(steps), steps);
        double hand = best(() -> handWritten(steps), steps);
        System.out.printf(Locale.ROOT, "Chart: %.1f ns a step%nPeer in the same run, stateless4j: %.1f ns a step%n"
                + "Hand-written switch: %.1f ns a step%nRatio chart to stateless4j: %.2f%n", chart, peer, hand, chart / peer);
    }

    private static double best(Runnable round, int steps) {
        round.run();
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            round.run();
            best = Math.min(best, (System.nanoTime() - start) / (double) steps);
        }
        return best;
    }

    private static void chart(int steps) {
        Position<State, Integer> position = CHART.start();
        for (int i = 0; i < steps; i++) {
            position = CHART.step(position, SIGNALS[i & 3]).orElseThrow();
        }
        expect(position.state() == State.IDLE && position.context() == steps / 4);
    }

    private static void stateless4j(int steps) {
        int[] calls = new int[1];
        StateMachineConfig<State, Signal> config = new StateMachineConfig<>();
        config.configure(State.IDLE).permit(Signal.START, State.CONNECTING);
        config.configure(State.CONNECTING).onEntry(() -> calls[0]++).permit(Signal.ACCEPT, State.IN_CALL)
                .permit(Signal.END, State.DISCONNECTING);
        config.configure(State.IN_CALL).permit(Signal.END, State.DISCONNECTING);
        config.configure(State.DISCONNECTING).permit(Signal.ENDED, State.IDLE);
        StateMachine<State, Signal> machine = new StateMachine<>(State.IDLE, config);
        for (int i = 0; i < steps; i++) {
            machine.fire(SIGNALS[i & 3]);
        }
        expect(machine.getState() == State.IDLE && calls[0] == steps / 4);
    }

    private static void handWritten(int steps) {
        State state = State.IDLE;
        int calls = 0;
        for (int i = 0; i < steps; i++) {
            switch (SIGNALS[i & 3]) {
                case START -> {
                    calls++;
                    state = State.CONNECTING;
                }
                case ACCEPT -> state = state == State.CONNECTING ? State.IN_CALL : state;
                case END -> state = state == State.IN_CALL || state == State.CONNECTING ? State.DISCONNECTING : state;
                default -> state = State.IDLE;
            }
        }
        expect(state == State.IDLE && calls == steps / 4);
    }

    private static void expect(boolean truth) {
        if (!truth) {
            throw new IllegalStateException("the machine went another way; are the steps divisible by 4?");
        }
    }
}
