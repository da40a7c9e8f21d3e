/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.networkevents;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.network.NetworkEvent;
import org.sipconnector.spi.network.NetworkEvent.AddressesChanged;
import org.sipconnector.spi.network.NetworkEvent.Offline;
import org.sipconnector.spi.network.NetworkEvent.Online;

/**
 * Who wants to know, and what each of them was told last: one that could not listen for a while hears in one word what
 * has become of the network since.
 */
final class NetworkListeners {

    private static final class Owner {
        private EventSink sink;
        private Set<String> told;

        /** Tells the difference to what was told before. */
        void hear(Set<String> addresses) {
            if (sink == null || addresses.equals(told)) {
                return;
            }
            NetworkEvent event = addresses.isEmpty()
                    ? new Offline()
                    : told.isEmpty() ? new Online(addresses) : new AddressesChanged(addresses);
            told = addresses;
            sink.accept(event);
        }
    }

    private final Map<ConnectorId, Owner> owners = new HashMap<>();
    private Set<String> addresses;

    NetworkListeners(Set<String> addresses) {
        this.addresses = addresses;
    }

    synchronized Set<String> addresses() {
        return addresses;
    }

    synchronized void attach(ConnectorId id, EventSink sink) {
        Owner owner = owners.computeIfAbsent(id, first -> {
            Owner fresh = new Owner();
            fresh.told = addresses;
            return fresh;
        });
        owner.sink = sink;
        owner.hear(addresses);
    }

    synchronized void detach(ConnectorId id) {
        Owner owner = owners.get(id);
        if (owner != null) {
            owner.sink = null;
        }
    }

    synchronized void release(ConnectorId id) {
        owners.remove(id);
    }

    synchronized void addressesAre(Set<String> now) {
        addresses = now;
        owners.values().forEach(owner -> owner.hear(now));
    }

    synchronized void tell(NetworkEvent event) {
        owners.values().stream().filter(owner -> owner.sink != null).forEach(owner -> owner.sink.accept(event));
    }
}
