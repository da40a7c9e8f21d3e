/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.chart;

/**
 * Where a chart is: its state and its context, both data.
 *
 * @param <S> the chart's states
 * @param <C> the chart's context, immutable
 */
public record Position<S extends Enum<S>, C>(S state, C context) {

    public boolean in(S first) {
        return state == first;
    }
}
