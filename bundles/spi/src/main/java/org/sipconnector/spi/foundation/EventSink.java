/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.foundation;

import org.sipconnector.api.Event;

/** Where the events of one owner go. Never blocks, never throws; may be called from any thread. */
@FunctionalInterface
public interface EventSink {

    void accept(Event event);

    /** Whether so much waits that a foundation should refuse what would lead to more events, where it can. */
    default boolean full() {
        return false;
    }
}
