/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.incomingcall;

import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.incomingcall.IncomingCallDecider;

/** Who decides about incoming calls. */
interface Deciders {

    Optional<IncomingCallDecider> of(ConnectorId connector);

    default void close() {}

    static Deciders tracked(BundleContext context) {
        ServiceTracker<IncomingCallDecider, IncomingCallDecider> tracker =
                new ServiceTracker<>(context, IncomingCallDecider.class, null);
        tracker.open();
        return new Deciders() {

            @Override
            public Optional<IncomingCallDecider> of(ConnectorId connector) {
                return tracker.getTracked().entrySet().stream()
                        .filter(entry -> isFor(entry.getKey(), connector))
                        .max(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue);
            }

            @Override
            public void close() {
                tracker.close();
            }
        };
    }

    private static boolean isFor(ServiceReference<IncomingCallDecider> decider, ConnectorId connector) {
        Object id = decider.getProperty(IncomingCallDecider.CONNECTOR_ID);
        return id == null || id.equals(connector.value());
    }
}
