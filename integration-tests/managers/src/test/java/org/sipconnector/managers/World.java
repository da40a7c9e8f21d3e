/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.time.Duration;
import org.sipconnector.api.Event;
import org.sipconnector.testkit.LaneHarness;

/** What the acting foundations share: the stage with its time, and how everybody behaves. */
record World(LaneHarness stage, Manners manners) {

    /** Until a command given to a foundation is done there. */
    static final Duration LOOP = Duration.ofMillis(1);
    /** Until the server has answered. */
    static final Duration ROUND_TRIP = Duration.ofMillis(20);
    /** Timers B and F of RFC 3261. */
    static final Duration TRANSACTION = Duration.ofSeconds(32);

    void after(Duration time, Runnable task) {
        stage.afterwards(time, task);
    }

    void tell(Event event) {
        stage.enqueue(event);
    }
}
