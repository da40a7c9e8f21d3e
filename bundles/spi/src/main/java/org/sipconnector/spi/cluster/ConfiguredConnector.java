/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.cluster;

import java.util.Objects;
import org.sipconnector.api.ConnectorId;

/**
 * A connector that a process has a configuration for.
 *
 * @param content the configuration as bytes, the same for the same configuration; with its secrets, so it is not to be shown or
 *                written anywhere
 */
public record ConfiguredConnector(ConnectorId id, byte[] content) {

    public ConfiguredConnector {
        Objects.requireNonNull(id);
        Objects.requireNonNull(content);
    }

    @Override
    public String toString() {
        return "ConfiguredConnector[" + id + ']';
    }
}
