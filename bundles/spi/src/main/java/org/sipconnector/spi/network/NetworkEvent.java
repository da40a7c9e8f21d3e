/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.network;

import java.time.Duration;
import java.util.Set;
import org.sipconnector.api.Event;

/** What happened to the host's network; told to every connector. */
public sealed interface NetworkEvent extends Event {

    /** The host has other addresses than before. */
    record AddressesChanged(Set<String> addresses) implements NetworkEvent {
        @Override
        public String name() {
            return "network:changed";
        }
    }

    /** The first usable address is there again. */
    record Online(Set<String> addresses) implements NetworkEvent {
        @Override
        public String name() {
            return "network:online";
        }
    }

    /** No usable address is left. */
    record Offline() implements NetworkEvent {
        @Override
        public String name() {
            return "network:offline";
        }
    }

    /** The host was asleep, or its process stopped, for about this long. */
    record Resumed(Duration gap) implements NetworkEvent {
        @Override
        public String name() {
            return "network:resumed";
        }
    }
}
