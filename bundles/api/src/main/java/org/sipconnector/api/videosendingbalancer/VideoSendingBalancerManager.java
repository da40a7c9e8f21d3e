/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.videosendingbalancer;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;

/**
 * Keeps the camera's bitrate and scale in line with the picture's size, the codec, the server's commands, and the largest
 * resolution the connection allows. Begins some seconds after a call is confirmed; server commands before that are not
 * heard. Only the first video sender is touched, never a presentation, and none while the call's role is a spectator's:
 * there the call itself keeps the senders at the lowest rate. May be called from any thread;
 * stages complete on a thread for clients.
 */
@ProviderType
public interface VideoSendingBalancerManager extends HasSnapshot<BalancerSnapshot> {

    @Override
    BalancerSnapshot snapshot();

    /** Begins now, if it has not yet. Fails with {@link NoConnectionException}. */
    CompletionStage<Void> startBalancing();

    /** Stops, forgets the server's command, and undoes what it did for it. */
    CompletionStage<Void> stopBalancing();

    /** Balances once, whether it has begun or not. Fails with {@link NoConnectionException}. */
    CompletionStage<BalanceResult> balance();

    /** Changes how it balances; a timer already running keeps its delay. */
    CompletionStage<Void> setOptions(BalancerOptions options);

    default boolean isBalancingActive() {
        return snapshot().active();
    }

    default boolean isBalancingScheduled() {
        return snapshot().scheduled();
    }
}
