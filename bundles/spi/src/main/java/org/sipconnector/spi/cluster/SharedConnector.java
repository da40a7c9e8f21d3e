/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.cluster;

import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.ConnectorId;

/**
 * A connector that nodes share.
 *
 * @param assigned   the node that is to have it
 * @param owner      the node that has it
 * @param epoch      how many times it has been given to a node
 * @param pinned     the node it is to stay at
 * @param configured nodes that have a configuration for it
 * @param differs    whether their configurations are not the same
 */
public record SharedConnector(ConnectorId id, Optional<String> assigned, Optional<String> owner, long epoch, Optional<String> pinned,
        Set<String> configured, boolean differs) {

    public SharedConnector {
        configured = Set.copyOf(configured);
    }
}
