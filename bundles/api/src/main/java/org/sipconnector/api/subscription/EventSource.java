/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.subscription;

import org.sipconnector.api.listener.ConnectorListener;

/** Where the events of one connector can be heard. */
@FunctionalInterface
public interface EventSource {

    /**
     * Hears events until the subscription is closed.
     *
     * @param owner whose code is told; the subscription ends with its bundle
     * @param names event names, {@code *} as a wildcard at the end; none for all
     */
    Subscription listen(Object owner, ConnectorListener listener, String... names);
}
