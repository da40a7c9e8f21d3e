/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.time.Instant;
import java.util.Optional;
import org.sipconnector.spi.store.StateStore;

/** The store of a node among others: no process waits for it, and each node tells all the time by other means that it is at work. */
abstract class NodeStore implements StateStore {

    @Override
    public final boolean isShared() {
        return true;
    }

    @Override
    public final boolean own() {
        return true;
    }

    @Override
    public final Optional<String> owner() {
        return Optional.empty();
    }

    /** Without a kernel for a while a node leaves all. */
    @Override
    public final void leave() {}

    @Override
    public final void alive() {}

    @Override
    public final Optional<Instant> lastAlive() {
        return Optional.empty();
    }
}
