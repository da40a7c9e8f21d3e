/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.cluster;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;

/**
 * Where connectors are that several processes, nodes, share. An OSGi service, there while they are shared; any thread. A connector's own
 * services, its facade among them, are registered at the node that has it, and at no other: who tracks them hears of it when it comes and
 * goes. Why nothing is passed on from node to node: {@code docs/decisions/0022-a-connector-is-asked-where-it-is.md}.
 */
@ProviderType
public interface ConnectorNodes {

    /** The name of this node. */
    String self();

    /**
     * The node that has the connector now; empty when none has, as for a moment while it moves.
     *
     * @return fails with a {@link org.sipconnector.api.SipConnectorException} when that cannot be asked now, with the reason; never waits
     */
    CompletionStage<Optional<String>> nodeOf(ConnectorId id);
}
