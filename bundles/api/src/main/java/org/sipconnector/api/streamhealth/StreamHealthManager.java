/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.streamhealth;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.HasSnapshot;

/**
 * Judges the main incoming video at every reading of the statistics, and renegotiates when it is broken although the call
 * is up. It never ends a call. May be called from any thread;
 * stages complete on a thread for clients.
 */
@ProviderType
public interface StreamHealthManager extends HasSnapshot<StreamHealthSnapshot> {

    @Override
    StreamHealthSnapshot snapshot();

    /** Renegotiates, at most once within the throttle timeout: further wishes within it become one at its end. */
    CompletionStage<Void> recover();

    /**
     * How many readings in a row must show the same problem; begins to count anew.
     * Fails with {@link org.sipconnector.api.InvalidConfigurationException} unless 1 or more.
     */
    CompletionStage<Void> setMinConsecutiveProblemSamplesCount(int count);

    /**
     * The least time between two recoveries; drops one that waits.
     * Fails with {@link org.sipconnector.api.InvalidConfigurationException} unless 1 ms or more.
     */
    CompletionStage<Void> setThrottleRecoveryTimeout(Duration timeout);
}
