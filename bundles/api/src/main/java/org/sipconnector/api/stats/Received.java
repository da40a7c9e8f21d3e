/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

/**
 * What is known of one track received.
 *
 * @param inboundRtp            what arrives
 * @param codec                 its codec
 * @param remoteOutboundRtp     how it was sent, as the other side reports; audio only
 * @param synchronizationSource where it comes from
 */
public record Received(StatsEntry inboundRtp, StatsEntry codec, StatsEntry remoteOutboundRtp,
        SynchronizationSource synchronizationSource) {

    public static final Received NONE =
            new Received(StatsEntry.NONE, StatsEntry.NONE, StatsEntry.NONE, SynchronizationSource.NONE);
}
