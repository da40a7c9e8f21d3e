/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** An executor worked by the test, with a clock that moves only when told to. */
final class HandDesk implements SimulatorExecutor {

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Due> due = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private boolean working;

    private record Due(Duration at, Runnable work) {}

    @Override
    public void execute(Runnable work) {
        waiting.add(work);
        if (!working) {
            working = true;
            try {
                while (!waiting.isEmpty()) {
                    waiting.remove().run();
                }
            } finally {
                working = false;
            }
        }
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        Due entry = new Due(now.plus(delay), work);
        due.add(entry);
        return () -> due.remove(entry);
    }

    void pass(Duration time) {
        now = now.plus(time);
        due.stream().filter(entry -> entry.at().compareTo(now) <= 0).sorted(Comparator.comparing(Due::at)).toList()
                .forEach(entry -> {
                    due.remove(entry);
                    execute(entry.work());
                });
    }

    @Override
    public void close() {
        waiting.clear();
        due.clear();
    }
}
