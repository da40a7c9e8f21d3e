/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.chart;

import java.util.Locale;

/** Draws a chart as a Mermaid state diagram. */
final class ChartDrawing {

    private ChartDrawing() {}

    static String mermaid(Chart<?, ?> chart) {
        StringBuilder text = new StringBuilder("stateDiagram-v2\n");
        text.append("    [*] --> ").append(name(chart.start().state())).append('\n');
        for (Transition<?, ?> transition : chart.transitions()) {
            text.append("    ").append(name(transition.from())).append(" --> ").append(name(transition.to()));
            text.append(" : ").append(transition.signalName());
            if (transition.guarded()) {
                text.append(" [").append(transition.guard()).append(']');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String name(Enum<?> state) {
        StringBuilder name = new StringBuilder();
        for (String word : state.name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
