/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.foundation;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;

/**
 * A foundation whose owners' live things outlast its code: it leaves them to its next copy. The stand-in of the kernel
 * ({@link Foundation#STABLE}) takes what is left while the former copy is still at work and gives it to the next one
 * before any command that waited. What is left consists of types of the JDK and of exported packages only, so that the
 * former code can be forgotten. From any thread.
 */
@ProviderType
public interface StateTransfer {

    /**
     * Gives everything away, because this copy ends: connections close without a word to peers and owners. Blocks at most
     * 5 s. Called once; what comes after is ignored.
     *
     * @return what each owner had, in the order in which to take it up
     */
    Map<ConnectorId, Object> leave();

    /**
     * As {@link #leave}, for another process that waits to take it up. What peers get of this copy, sound and pictures, goes on until it
     * ends, so that they miss little until they hear from that process. Blocks at most 5 s.
     */
    default Map<ConnectorId, Object> handOver() {
        return leave();
    }

    /** Whether what was taken up is not ready to go on for peers yet. Any thread; never blocks. */
    default boolean takesUp() {
        return false;
    }

    /**
     * What {@link #leave} would give of that owner at this moment, while everything goes on: with the events by which it would hear
     * what ends then. Another process takes it up when this one ends without leaving anything. Any thread; never blocks.
     *
     * @return fails when it cannot be told
     */
    default CompletionStage<Optional<Object>> copy(ConnectorId owner) {
        return CompletableFuture.completedStage(Optional.empty());
    }

    /**
     * Gives away what one owner has, because another process goes on with it: as {@link #leave}, while all others go on here. Sound and
     * pictures go on until {@link Foundation#release}. Blocks at most 5 s. Any thread.
     *
     * @return what the owner had; fails when it cannot be told
     */
    default CompletionStage<Optional<Object>> leave(ConnectorId owner) {
        return copy(owner);
    }

    /** Takes up what a former copy left of an owner, who may still have to attach: until then its events wait. What it does not know it ignores. */
    void takeUp(ConnectorId owner, Object left);
}
