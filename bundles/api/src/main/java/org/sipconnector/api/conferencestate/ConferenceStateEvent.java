/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.conferencestate;

import java.util.Set;
import org.sipconnector.api.Event;

/** What changes about the room. */
public sealed interface ConferenceStateEvent extends Event {

    /**
     * Something the server told was taken in; published also when only a value was confirmed.
     *
     * @param updates the components of the snapshot that were told, whether they differ or not, such as {@code channels}
     */
    record StateChanged(ConferenceStateSnapshot previous, ConferenceStateSnapshot current, Set<String> updates) implements ConferenceStateEvent {

        public StateChanged {
            updates = updates == null ? Set.of() : Set.copyOf(updates);
        }

        @Override
        public String name() {
            return "conference-state:state-changed";
        }
    }

    /** The call is over and everything about its room forgotten. */
    record StateReset() implements ConferenceStateEvent {
        @Override
        public String name() {
            return "conference-state:state-reset";
        }
    }

    /** In a room with another token or conference than before. */
    record InRoomCredentialsChanged(InRoomCredentials credentials) implements ConferenceStateEvent {
        @Override
        public String name() {
            return "conference-state:in-room-credentials-changed";
        }
    }

    /** In a room with a token for another conference than before. */
    record InRoomConferenceChanged(String conference) implements ConferenceStateEvent {
        @Override
        public String name() {
            return "conference-state:in-room-conference-changed";
        }
    }

    record CallSessionStateChanged(CallSessionState previous, CallSessionState current) implements ConferenceStateEvent {
        @Override
        public String name() {
            return "call-session-state:snapshot-changed";
        }
    }
}
