/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.Event;
import org.sipconnector.spi.foundation.EventSink;

/** Where foundations put a lane's events. None is refused; a foundation that asks refuses its peers instead. */
public record LaneSink(LaneCore lane) implements EventSink {

    /** What remote parties sent that may wait. */
    static final long MOST_BYTES = 8 << 20;

    @Override
    public void accept(Event event) {
        lane.post(event);
    }

    @Override
    public CompletionStage<Void> stored(boolean atOnce) {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        lane.whenStored(atOnce, () -> stored.complete(null));
        return stored;
    }

    @Override
    public boolean full() {
        return lane.waitingBytes() > MOST_BYTES || lane.waiting() > lane.runtime().capacity();
    }
}
