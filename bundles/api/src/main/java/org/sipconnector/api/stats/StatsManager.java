/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;

/**
 * Reads the statistics of the active peer connection about once a second during a call, less often when reading is slow,
 * and tells the server when the bitrate available to it changes much. May be called from any thread;
 * stages complete on a thread for clients.
 */
@ProviderType
public interface StatsManager extends HasSnapshot<StatsSnapshot> {

    Duration WAIT_TIMEOUT = Duration.ofSeconds(5);

    @Override
    StatsSnapshot snapshot();

    default CompletionStage<Void> waitForOutboundVideoPackets(String track) {
        return waitForOutboundVideoPackets(track, WAIT_TIMEOUT, Strictness.NORMAL);
    }

    /**
     * Done when this video is really being sent, counted from the reading before this call: after its track was replaced,
     * readings close together would still count the former one. Fails with {@link NoOutboundVideoException}, also when
     * the call ends meanwhile, after the timeout.
     *
     * @param track id of the local track
     */
    CompletionStage<Void> waitForOutboundVideoPackets(String track, Duration timeout, Strictness strictness);

    default OptionalLong availableIncomingBitrate() {
        return snapshot().availableIncomingBitrate();
    }

    default boolean isInvalidInboundFrames() {
        return snapshot().invalidInboundFrames();
    }

    default boolean isNoInboundVideoTraffic() {
        return snapshot().noInboundVideoTraffic();
    }

    default boolean isInboundVideoStalled() {
        return snapshot().inboundVideoStalled();
    }

    /** The media engine has statistics on every platform. */
    default boolean hasAvailableStats() {
        return true;
    }
}
