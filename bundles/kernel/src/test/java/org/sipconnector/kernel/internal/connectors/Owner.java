/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.connectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Connectors;

/** A client's component that opens a connector of its own, and tidies up. */
@Component
public final class Owner {

    private final Connector connector;

    @Activate
    public Owner(@Reference Connectors connectors) {
        connector = connectors.open(ConnectorConfiguration.builder("mine").server("conference.example.com").build());
    }

    @Deactivate
    void stop() {
        connector.close();
    }
}
