/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import org.sipconnector.api.ConnectorAccess;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.kernel.Lane;

/** Reaches the connector through the lane. */
abstract class OnLane implements ConnectorAccess {

    final Lane lane;

    OnLane(Lane lane) {
        this.lane = lane;
    }

    @Override
    public final ConnectorId id() {
        return lane.connector();
    }

    @Override
    public final ConnectorConfiguration configuration() {
        return lane.configuration();
    }

    @Override
    public final <M> M manager(Class<M> api) {
        return lane.manager(api);
    }

    @Override
    public final boolean has(Class<?> api) {
        return lane.has(api);
    }
}
