/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.cluster;

import java.time.Duration;

/**
 * A node.
 *
 * @param drained    whether it is given none
 * @param connectors how many it has
 * @param configured how many it is configured for
 * @param version    of its cluster bundle, as told last
 */
public record ClusterNode(String name, Presence presence, boolean drained, int connectors, int configured, String version) {

    /**
     * Whether it is there.
     *
     * @param atWork      whether it takes part now
     * @param coordinator whether it shares connectors out to all
     * @param lastSeen    how long ago it was heard of, by the engine's clock
     */
    public record Presence(boolean atWork, boolean coordinator, Duration lastSeen) {}
}
