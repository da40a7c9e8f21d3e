/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.standby;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sipconnector.api.ConnectorId;

/**
 * What one kernel tells the next of other processes.
 *
 * @param wanted    whether connectors go on in the next process when the framework stops, whatever the configuration says
 * @param unclaimed connectors of the former process that still wait for their configuration or bundle; absent when none may wait
 * @param keeper    asked when the framework stops while connectors are held, before foundations leave: what keeps them for the
 *                  next process; empty when they end
 * @param ended     asked when the connectors have ended while they were held: no other process goes on with them
 */
public record Restarts(boolean wanted, Optional<Set<ConnectorId>> unclaimed, Supplier<Optional<Consumer<HeldKernel>>> keeper,
        Runnable ended) {

    public static final Restarts NONE = new Restarts(false, Optional.empty(), Optional::empty);

    /** Of a kernel whose connectors no other process knows. */
    public Restarts(boolean wanted, Optional<Set<ConnectorId>> unclaimed, Supplier<Optional<Consumer<HeldKernel>>> keeper) {
        this(wanted, unclaimed, keeper, () -> {});
    }
}
