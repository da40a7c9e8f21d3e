/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.foundation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.Event;

/** Where the events of one owner go. Never blocks, never throws; may be called from any thread. */
@FunctionalInterface
public interface EventSink {

    void accept(Event event);

    /**
     * Done once another process would go on with what has come of all events up to now, so that peers are told nothing which a crash takes
     * back. May never be done, as when the owner's code is absent: whoever waits does so for a short time only.
     *
     * @param atOnce whether that is written now, rather than with what else happens in the next moment
     */
    default CompletionStage<Void> stored(boolean atOnce) {
        return CompletableFuture.completedStage(null);
    }

    /** Whether so much waits that a foundation should refuse what would lead to more events, where it can. */
    default boolean full() {
        return false;
    }
}
