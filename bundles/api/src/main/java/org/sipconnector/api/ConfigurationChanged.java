/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

/** A connector's configuration was changed; the lane already gives the current one. */
public record ConfigurationChanged(ConnectorConfiguration previous, ConnectorConfiguration current) implements Event {

    @Override
    public String name() {
        return "connector:configuration-changed";
    }
}
