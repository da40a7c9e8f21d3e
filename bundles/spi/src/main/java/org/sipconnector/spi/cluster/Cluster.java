/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.cluster;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;

/**
 * The processes that share connectors, and what operators ask of them. What is asked at one node is done by all. An OSGi service, there
 * while connectors are shared; any thread. Each call may wait for the engine, for some seconds when it does not answer.
 */
@ProviderType
public interface Cluster {

    /** The name of this node. */
    String self();

    /** How connectors are shared, in one line: the engine's servers, or that this is a single node for trying out. */
    String engine();

    /** What keeps this node from taking part; empty when nothing does. */
    Optional<String> problem();

    /**
     * All nodes that have ever taken part and were not forgotten, by name.
     *
     * @throws ClusterException when the engine cannot be reached
     */
    List<ClusterNode> nodes();

    /**
     * All connectors that a node is configured for, by id.
     *
     * @throws ClusterException when the engine cannot be reached
     */
    List<SharedConnector> connectors();

    /** The node that has the connector now, as this node knows; empty when no node has it, or that is not known. */
    Optional<String> owner(ConnectorId id);

    /**
     * Has a connector go on at another node, calls included. It may move again later.
     *
     * @throws ClusterException when it is not known, or the node cannot have it, with the reason
     */
    void move(ConnectorId id, String node);

    /**
     * Has a connector stay at a node for as long as that is there, and brings it there.
     *
     * @throws ClusterException when it is not known, or the node cannot have it, with the reason
     */
    void pin(ConnectorId id, String node);

    /** Takes {@link #pin} back; the connector stays where it is. */
    void unpin(ConnectorId id);

    /**
     * Has all connectors of a node go on at others, and gives it no more, until {@link #undrain}.
     *
     * @throws ClusterException when there is no such node
     */
    void drain(String node);

    /**
     * Gives a node connectors again.
     *
     * @throws ClusterException when there is no such node
     */
    void undrain(String node);

    /** Moves connectors until all nodes have as many, which else happens only when a node joins. */
    void rebalance();

    /**
     * Forgets a node that will not come back.
     *
     * @throws ClusterException when it is not known, or at work
     */
    void forget(String node);
}
