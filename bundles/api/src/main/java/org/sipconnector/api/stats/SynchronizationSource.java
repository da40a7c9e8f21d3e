/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

import java.util.Optional;

/**
 * The first synchronization source of a receiver.
 *
 * @param trackIdentifier the remote track, absent without a receiver
 * @param item            the source, without values when nothing has come yet
 */
public record SynchronizationSource(Optional<String> trackIdentifier, StatsEntry item) {

    public static final SynchronizationSource NONE = new SynchronizationSource(Optional.empty(), StatsEntry.NONE);
}
