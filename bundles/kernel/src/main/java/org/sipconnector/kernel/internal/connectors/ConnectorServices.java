/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.sipconnector.kernel.internal.code.ManagerCode;

/** Makes connectors and the proxies of published managers known as services. */
public interface ConnectorServices {

    ConnectorServices NONE = new ConnectorServices() {
        @Override
        public void opened(OpenConnector connector, Supplier<List<ManagerCode>> complete) {}

        @Override
        public void closed(OpenConnector connector) {}

        @Override
        public void published(ManagerCode code, Collection<OpenConnector> connectors) {}

        @Override
        public void retired(Class<?> api) {}
    };

    /**
     * Offers a connector from now on.
     *
     * @param complete what is published at this moment; what comes later is told by {@link #published}
     */
    void opened(OpenConnector connector, Supplier<List<ManagerCode>> complete);

    void closed(OpenConnector connector);

    void published(ManagerCode code, Collection<OpenConnector> connectors);

    void retired(Class<?> api);
}
