/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import org.sipconnector.api.Event;

/** What happens to the session. */
public sealed interface SessionEvent extends Event {

    /** The session is no longer {@linkplain SessionSnapshot#sameAs the same}. */
    record SnapshotChanged(SessionSnapshot previous, SessionSnapshot current) implements SessionEvent {
        @Override
        public String name() {
            return "session:snapshot-changed";
        }

        @Override
        public String toString() {
            return "SnapshotChanged[" + previous.systemStatus() + " -> " + current.systemStatus() + ", revision "
                    + current.revision() + "]";
        }
    }
}
