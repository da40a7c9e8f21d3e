/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import java.util.Optional;

/**
 * Connects of one cycle of the auto connector.
 *
 * @param attemptInProgress whether it is connecting or connected, and has not given up
 * @param attempts          connects of this cycle; never more than {@link AutoConnectorSnapshot#ATTEMPT_LIMIT}
 * @param stopReason        why it gave up
 * @param lastError         why the latest attempt failed
 */
public record ConnectAttempts(boolean attemptInProgress, int attempts, Optional<AutoConnectStop> stopReason, Optional<String> lastError) {

    public static final ConnectAttempts NONE = new ConnectAttempts(false, 0, Optional.empty(), Optional.empty());

    /** That many, the latest of which goes on or has succeeded. */
    public static ConnectAttempts inProgress(int attempts) {
        return new ConnectAttempts(true, attempts, Optional.empty(), Optional.empty());
    }
}
