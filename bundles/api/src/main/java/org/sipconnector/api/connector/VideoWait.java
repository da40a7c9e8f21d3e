/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connector;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.InvalidConfigurationException;
import org.sipconnector.api.media.LocalStream;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.Strictness;

/**
 * Waiting until the video of a replaced stream is really being sent.
 *
 * @param timeout    longest wait
 * @param strictness how much must have been sent
 */
public record VideoWait(Duration timeout, Strictness strictness) {

    public static final VideoWait STANDARD = new VideoWait(StatsManager.WAIT_TIMEOUT, Strictness.NORMAL);

    CompletionStage<Void> on(StatsManager stats, LocalStream stream) {
        return stream.tracks(MediaKind.VIDEO).stream().findFirst()
                .map(video -> stats.waitForOutboundVideoPackets(video.id(), timeout, strictness))
                .orElseGet(() -> CompletableFuture.failedStage(new InvalidConfigurationException("mediaStream",
                        "'" + stream.id() + "' has no video track, which waiting for outgoing video requires")));
    }
}
