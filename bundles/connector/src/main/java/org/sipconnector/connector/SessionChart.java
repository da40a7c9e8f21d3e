/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.connector;

import static org.sipconnector.api.connector.ConnectAndCallPhase.ACTIVE;
import static org.sipconnector.api.connector.ConnectAndCallPhase.CALLING;
import static org.sipconnector.api.connector.ConnectAndCallPhase.CANCELLING;
import static org.sipconnector.api.connector.ConnectAndCallPhase.CLOSED;
import static org.sipconnector.api.connector.ConnectAndCallPhase.CONNECTING;
import static org.sipconnector.api.connector.ConnectAndCallPhase.FINALIZING;
import static org.sipconnector.api.connector.ConnectAndCallPhase.IDLE;
import static org.sipconnector.api.connector.ConnectAndCallPhase.RECONNECTING;

import java.util.Optional;
import org.sipconnector.api.connector.CloseReason;
import org.sipconnector.api.connector.ConnectAndCallPhase;
import org.sipconnector.kernel.chart.Chart;
import org.sipconnector.kernel.chart.Position;

/** The life of a connect-and-call session. Its context is why it closes; the first reason counts. */
final class SessionChart {

    enum Signal {
        START, AUTO_CONNECTED, CALL_STARTED, REDIAL_STARTED, REDIAL_SUCCEEDED, CLEANUP_COMPLETE
    }

    /** It cannot begin. */
    record Reject(CloseReason reason) {}

    /** It is over by itself. */
    record Finalize(CloseReason reason) {}

    /** The user ends it. */
    record ManualClose() {}

    private static final ConnectAndCallPhase[] UNDER_WAY = {CONNECTING, CALLING, ACTIVE, RECONNECTING};

    static final Chart<ConnectAndCallPhase, Optional<CloseReason>> CHART =
            Chart.of("connect-and-call", IDLE, Optional.<CloseReason>empty())
                    .on(Signal.START).from(IDLE).to(CONNECTING)
                    .on(Reject.class).from(CONNECTING).doing((none, reject) -> Optional.of(reject.reason())).to(CLOSED)
                    .on(Signal.AUTO_CONNECTED).from(CONNECTING).to(CALLING)
                    .on(Signal.CALL_STARTED).from(CALLING).to(ACTIVE)
                    .on(Signal.REDIAL_STARTED).from(ACTIVE).to(RECONNECTING)
                    .on(Signal.REDIAL_SUCCEEDED).from(RECONNECTING).to(ACTIVE)
                    .on(Finalize.class).from(UNDER_WAY).doing((none, end) -> Optional.of(end.reason())).to(FINALIZING)
                    .on(ManualClose.class).from(UNDER_WAY).doing((none, end) -> Optional.of(CloseReason.MANUAL))
                    .to(CANCELLING)
                    .on(Signal.CLEANUP_COMPLETE).from(FINALIZING, CANCELLING).to(CLOSED)
                    .build();

    private SessionChart() {}

    static Position<ConnectAndCallPhase, Optional<CloseReason>> at(ConnectAndCallPhase phase,
            Optional<CloseReason> reason) {
        return new Position<>(phase, reason);
    }
}
