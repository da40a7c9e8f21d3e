package org.sipconnector.api.foundation;

import org.sipconnector.api.Event;

/** Where the events of one owner go. Never blocks, never throws; may be called from any thread. */
@FunctionalInterface
public interface EventSink {

    void accept(Event event);
}
