/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import org.osgi.annotation.versioning.ConsumerType;
import org.sipconnector.api.ConnectorAccess;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;

/** Reaches the connector through the lane: for managers whose API is {@link ConnectorAccess} too. On the lane only. */
@ConsumerType
public abstract class LaneAccess implements ConnectorAccess {

    /** The manager's own. */
    protected final Lane lane;

    protected LaneAccess(Lane lane) {
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
