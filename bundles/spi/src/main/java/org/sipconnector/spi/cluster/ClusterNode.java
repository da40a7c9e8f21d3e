/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * A node.
 *
 * @param drained whether it is given none
 * @param version of its cluster bundle, as told last
 */
public record ClusterNode(String name, Presence presence, boolean drained, Load load, String version) {

    /**
     * Whether it is there.
     *
     * @param atWork      whether it takes part now
     * @param joining     whether it is to be given its share soon, and the others move theirs to it then
     * @param coordinator whether it shares connectors out to all
     * @param lastSeen    how long ago it was heard of, by the engine's clock
     */
    public record Presence(boolean atWork, boolean joining, boolean coordinator, Duration lastSeen) {}

    /**
     * What it has and can have.
     *
     * @param connectors how many it has
     * @param configured how many it is configured for
     * @param most       how many it takes
     * @param full       why it takes no calls, and no connectors while others do, as text; empty when it does
     */
    public record Load(int connectors, int configured, int most, Optional<String> full) {}
}
