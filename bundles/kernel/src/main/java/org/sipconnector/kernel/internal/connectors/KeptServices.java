/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.store.WriteBehind;

/** Makes connectors known to what keeps them for another process, too. */
public record KeptServices(ConnectorServices services, WriteBehind writing) implements ConnectorServices {

    @Override
    public void opened(OpenConnector connector, Supplier<List<ManagerCode>> complete) {
        services.opened(connector, complete);
        writing.opened(connector.lane());
    }

    @Override
    public void closed(OpenConnector connector) {
        writing.closed(connector.id());
        services.closed(connector);
    }

    @Override
    public void published(ManagerCode code, Collection<OpenConnector> connectors) {
        services.published(code, connectors);
    }

    @Override
    public void retired(Class<?> api) {
        services.retired(api);
    }
}
