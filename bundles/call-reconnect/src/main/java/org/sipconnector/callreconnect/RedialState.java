/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.callreconnect;

import java.time.Duration;
import java.util.Optional;
import org.sipconnector.api.callreconnect.CallReconnectOptions;
import org.sipconnector.api.callreconnect.CallReconnectSnapshot;
import org.sipconnector.api.callreconnect.CallReconnectState;
import org.sipconnector.api.callreconnect.RedialAttempts;
import org.sipconnector.kernel.chart.Position;

/** Everything the call-reconnect manager is; options are absent while the standard ones hold. */
record RedialState(CallReconnectState at, RedialProgress course, Duration nextDelay, Optional<CallReconnectOptions> options,
        ArmedCall.State client, Attempt.State attempt) {

    static final int VERSION = 1;
    static final RedialState NEW = new RedialState(CallReconnectState.IDLE, RedialProgress.NEW, Duration.ZERO, Optional.empty(),
            ArmedCall.State.NONE, Attempt.State.NONE);

    Position<CallReconnectState, RedialProgress> position() {
        return new Position<>(at, course);
    }

    RedialState at(Position<CallReconnectState, RedialProgress> other) {
        return new RedialState(other.state(), other.context(), nextDelay, options, client, attempt);
    }

    RedialState nextAfter(Duration delay) {
        return new RedialState(at, course, delay, options, client, attempt);
    }

    RedialState with(CallReconnectOptions own) {
        return new RedialState(at, course, nextDelay, Optional.of(own), client, attempt);
    }

    RedialState with(ArmedCall.State other) {
        return new RedialState(at, course, nextDelay, options, other, attempt);
    }

    RedialState with(Attempt.State other) {
        return new RedialState(at, course, nextDelay, options, client, other);
    }

    CallReconnectSnapshot snapshot(CallReconnectOptions standard) {
        return new CallReconnectSnapshot(at, new RedialAttempts(course.attempt(), nextDelay, course.lastError()),
                course.lastFailureCause(), course.cancelledReason(), options.orElse(standard),
                RedialChart.CHART.validEvents(position()), client.call().filter(call -> at != CallReconnectState.IDLE));
    }
}
