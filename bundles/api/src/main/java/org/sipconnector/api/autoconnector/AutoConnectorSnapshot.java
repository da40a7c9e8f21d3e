/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.autoconnector;

import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.connection.ConnectedAccount;

/**
 * The auto connector as it is.
 *
 * @param state             what it is about
 * @param attemptInProgress whether it is connecting or connected, and has not given up
 * @param attempts          connects of this cycle; never more than {@link #ATTEMPT_LIMIT}
 * @param stopReason        why it gave up
 * @param lastError         why the latest attempt failed
 * @param telephonyFailures failed checks of the server in a row
 * @param escalation        how bad that is
 * @param validSignals      names of the chart's signals this state knows
 * @param tellsMade         whether it tells what it has made; versions that did not keep it do not
 * @param made              who is connected to what by its latest connect that succeeded since it was started; absent before, however
 *                          somebody else has connected
 */
public record AutoConnectorSnapshot(AutoConnectorState state, boolean attemptInProgress, int attempts,
        Optional<AutoConnectStop> stopReason, Optional<String> lastError, int telephonyFailures,
        EscalationLevel escalation, Set<String> validSignals, boolean tellsMade, Optional<ConnectedAccount> made) {

    public static final int ATTEMPT_LIMIT = 30;

    public static final AutoConnectorSnapshot IDLE = new AutoConnectorSnapshot(AutoConnectorState.IDLE, false, 0,
            Optional.empty(), Optional.empty(), 0, EscalationLevel.NONE, Set.of("STOP", "PAUSE", "Restart", "STILL_CONNECTED"),
            true, Optional.empty());

    /** Of one that does not tell what it has made. */
    public AutoConnectorSnapshot(AutoConnectorState state, boolean attemptInProgress, int attempts,
            Optional<AutoConnectStop> stopReason, Optional<String> lastError, int telephonyFailures,
            EscalationLevel escalation, Set<String> validSignals) {
        this(state, attemptInProgress, attempts, stopReason, lastError, telephonyFailures, escalation, validSignals, false, Optional.empty());
    }

    /** Whether it rests only until the host is online again. */
    public boolean waitsForNetwork() {
        return state == AutoConnectorState.IDLE && stopReason.filter(AutoConnectStop.OFFLINE::equals).isPresent();
    }
}
