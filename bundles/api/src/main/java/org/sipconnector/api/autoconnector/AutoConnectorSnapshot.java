/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.Embedded;
import org.sipconnector.api.connection.ConnectedAccount;

/**
 * The auto connector as it is.
 *
 * @param state        what it is about
 * @param cycle        the connects of this cycle
 * @param checks       what checks of the server came to
 * @param validSignals names of the chart's signals this state knows
 * @param tellsMade    whether it tells what it has made; versions that did not keep it do not
 * @param made         who is connected to what by its latest connect that succeeded since it was started; absent before, however
 *                     somebody else has connected
 */
public record AutoConnectorSnapshot(AutoConnectorState state, @Embedded ConnectAttempts cycle, @Embedded ServerChecks checks,
        Set<String> validSignals, boolean tellsMade, Optional<ConnectedAccount> made) {

    public static final int ATTEMPT_LIMIT = 30;

    public static final AutoConnectorSnapshot IDLE = new AutoConnectorSnapshot(AutoConnectorState.IDLE, ConnectAttempts.NONE,
            ServerChecks.PASSED, Set.of("STOP", "PAUSE", "Restart", "STILL_CONNECTED"), true, Optional.empty());

    /** Of one that does not tell what it has made, nor which signals it knows, and whose checks have passed. */
    public AutoConnectorSnapshot(AutoConnectorState state, ConnectAttempts cycle) {
        this(state, cycle, ServerChecks.PASSED, Set.of(), false, Optional.empty());
    }

    /** Connects of this cycle; never more than {@link #ATTEMPT_LIMIT}. */
    public int attempts() {
        return cycle.attempts();
    }

    /** Why the latest attempt failed. */
    public Optional<String> lastError() {
        return cycle.lastError();
    }

    /** Whether it rests only until the host is online again. */
    public boolean waitsForNetwork() {
        return state == AutoConnectorState.IDLE && cycle.stopReason().filter(AutoConnectStop.OFFLINE::equals).isPresent();
    }
}
