/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import org.sipconnector.api.Event;
import org.sipconnector.api.call.RemoteStreams;

/** What the facade tells beside a call's progress. */
public sealed interface FacadeEvent extends Event {

    /** Remote tracks have stopped coming for a moment: this is what there is to see and hear. */
    record RemoteStreamsReady(RemoteStreams streams) implements FacadeEvent {
        @Override
        public String name() {
            return "remote-streams:ready";
        }
    }
}
