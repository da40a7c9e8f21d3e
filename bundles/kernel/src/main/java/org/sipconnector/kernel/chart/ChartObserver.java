/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.chart;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Lets tests see which transitions of which chart were taken. Nothing observes in production. */
public final class ChartObserver {

    private static volatile @Nullable BiConsumer<Chart<?, ?>, Transition<?, ?>> observer;

    private ChartObserver() {}

    /** Replaces the observer of this JVM; null for none. */
    public static void observe(@Nullable BiConsumer<Chart<?, ?>, Transition<?, ?>> newObserver) {
        observer = newObserver;
    }

    static void tell(Chart<?, ?> chart, Transition<?, ?> transition) {
        BiConsumer<Chart<?, ?>, Transition<?, ?>> current = observer;
        if (current != null) {
            current.accept(chart, transition);
        }
    }
}
