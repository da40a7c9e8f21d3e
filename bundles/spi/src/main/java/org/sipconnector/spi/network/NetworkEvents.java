/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.network;

import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import org.sipconnector.spi.foundation.Foundation;

/**
 * A watcher of the host's network. It tells every attached owner the {@link NetworkEvent}s. One with a source of its own,
 * such as a cluster manager, may be registered instead of, or beside, the one that polls interfaces; without any,
 * connectors do not react to the network.
 */
@ConsumerType
public interface NetworkEvents extends Foundation {

    /** Usable addresses now: of interfaces that are up, neither loopback nor link-local. Empty when offline. */
    Set<String> addresses();
}
