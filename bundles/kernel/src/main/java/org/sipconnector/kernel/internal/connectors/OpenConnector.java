/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.kernel.internal.lane.LaneCore;

/** A connector as its clients see it: a thin face of its lane. */
public final class OpenConnector implements Connector {

    private final LaneCore lane;
    private final Function<OpenConnector, CompletionStage<Void>> close;

    OpenConnector(LaneCore lane, Function<OpenConnector, CompletionStage<Void>> close) {
        this.lane = lane;
        this.close = close;
    }

    LaneCore lane() {
        return lane;
    }

    @Override
    public ConnectorId id() {
        return lane.id();
    }

    @Override
    public ConnectorConfiguration configuration() {
        return lane.configuration();
    }

    @Override
    public <M> M manager(Class<M> api) {
        return lane.proxy(api);
    }

    @Override
    public boolean has(Class<?> api) {
        return lane.has(api);
    }

    @Override
    public CompletionStage<Void> close() {
        return close.apply(this);
    }

    @Override
    public String toString() {
        return "connector " + id();
    }
}
