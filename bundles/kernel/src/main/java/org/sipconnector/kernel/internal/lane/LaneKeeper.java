/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what a lane is for another process. Called on the lane; quick. */
public interface LaneKeeper {

    /** Of a lane that is not kept. */
    LaneKeeper NONE = new LaneKeeper() {

        @Override
        public void changed() {
            // nobody wants to know
        }

        @Override
        public boolean keeps() {
            return false;
        }

        @Override
        public CompletionStage<Void> store(boolean atOnce) {
            return CompletableFuture.completedStage(null);
        }
    };

    /** So long a step waits that a crash shall not take back. */
    Duration LIMIT = Duration.ofMillis(200);

    /** Told after each message, and when the lane goes on after the code of a manager was absent. */
    void changed();

    /** Whether there is any sense in waiting; any thread. */
    boolean keeps();

    /**
     * Done once the store has what the lane is after the message that is worked off now, or cannot have it.
     *
     * @param atOnce whether that is written now, rather than with what else happens in the next moment
     */
    CompletionStage<Void> store(boolean atOnce);
}
