/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What a connector and the APIs that span its managers have in common. All methods may be called from any thread and
 * never block.
 */
@ProviderType
public interface ConnectorAccess {

    ConnectorId id();

    /** The configuration as it is now. */
    ConnectorConfiguration configuration();

    /**
     * A stable proxy of one of the connector's managers. It stays valid while the manager's code is replaced; a call
     * made meanwhile waits and then runs in order. Operations answer by a {@link java.util.concurrent.CompletionStage},
     * which fails with {@link ManagerUnavailableException}, {@link ConnectorOverloadedException} or
     * {@link ConnectorClosedException} when the call could not be made at all.
     *
     * @param api the manager's interface, such as {@code CallManager.class}
     */
    <M> M manager(Class<M> api);

    /** Whether the connector has this manager; it has while its code is being replaced too. */
    boolean has(Class<?> api);
}
