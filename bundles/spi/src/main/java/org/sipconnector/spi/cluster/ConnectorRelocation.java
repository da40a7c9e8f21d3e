/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.cluster;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;

/**
 * Begins connectors in this process that another one has had, and leaves them to another one. While a
 * {@link org.sipconnector.spi.store.StateStore#isShared() shared} store is there, connectors with a configuration begin by this
 * alone. An OSGi service of the kernel; any thread.
 */
@ProviderType
public interface ConnectorRelocation {

    /** Whether connectors begin and leave by this one: false once it has left all to the next kernel, or to another process. */
    boolean isAtWork();

    /** Connectors that this process has a configuration for, wherever they are at work. */
    Collection<ConfiguredConnector> configured();

    /** Connectors at work in this process by {@link #begin}. */
    Set<ConnectorId> here();

    /**
     * Begins a connector: as it was kept last, or from its configuration. Without effect when it is at work. Waits for its lane and for
     * foundations, some milliseconds as a rule.
     *
     * @param kept what another process has kept of it; empty when it begins anew, which it also does when that cannot be read
     */
    void begin(ConnectorId id, Optional<KeptConnector> kept);

    /**
     * Leaves a connector to another process: peers hear nothing, what clients wait for fails with
     * {@link org.sipconnector.api.cluster.ConnectorElsewhereException}, and sound and picture go on until {@link #release}.
     *
     * @return what the other process begins it with; fails with {@link IllegalStateException} when it goes on here, because it does not
     *         come to rest or this kernel is not at work any more, and else when it has ended here without a word
     */
    CompletionStage<byte[]> leave(ConnectorId id);

    /** Ends what peers still get of a connector that was left: another process sends it now, or nobody does. */
    void release(ConnectorId id);

    /**
     * Ends a connector at once, without a word to peers: another process has it, or will.
     *
     * @return when nothing of it is left here
     */
    CompletionStage<Void> abandon(ConnectorId id);

    /** Ends a connector, with a word to peers: no process has a configuration for it any more. */
    void close(ConnectorId id);
}
