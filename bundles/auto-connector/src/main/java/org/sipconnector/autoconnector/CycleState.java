/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorState;
import org.sipconnector.api.connection.ConnectedAccount;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.chart.Position;

/**
 * Where the attempts to connect stand.
 *
 * @param run      numbers what is begun; the outcome of what was abandoned does not count
 * @param starting whose start is not settled yet
 * @param stopping whose stops are not settled yet
 * @param yielding whether the disconnect under way gives way to a connect that somebody asks for
 * @param made     the latest connect from here that succeeded; null when the latest run is that of a version that did not keep it
 */
record CycleState(AutoConnectorState state, RetryProgress course, long run, Optional<ReplyId<AutoConnectResult>> starting,
        List<ReplyId<Void>> stopping, boolean yielding, Made made) {
    static final CycleState NEW = new CycleState(AutoConnectorState.IDLE, RetryProgress.NEW, 0, Optional.empty(), List.of(), false,
            new Made(Optional.empty(), 0));

    CycleState {
        made = made == null || made.run() != run ? null : made;
    }

    Position<AutoConnectorState, RetryProgress> position() {
        return new Position<>(state, course);
    }

    CycleState at(Position<AutoConnectorState, RetryProgress> other) {
        return new CycleState(other.state(), other.context(), run, starting, stopping, yielding, made);
    }

    CycleState nextRun() {
        return new CycleState(state, course, run + 1, starting, stopping, yielding, new Made(made.connected(), run + 1));
    }

    CycleState starting(Optional<ReplyId<AutoConnectResult>> reply) {
        return new CycleState(state, course, run, reply, stopping, yielding, made);
    }

    CycleState stopping(List<ReplyId<Void>> replies) {
        return new CycleState(state, course, run, starting, replies, yielding, made);
    }

    CycleState yielding(boolean toAnyConnect) {
        return new CycleState(state, course, run, starting, stopping, toAnyConnect, made);
    }

    CycleState made(Optional<ConnectedAccount> connected) {
        return new CycleState(state, course, run, starting, stopping, yielding, new Made(connected, run));
    }

    /**
     * @param connected who is connected to what; absent when there was no such connect
     * @param run       the latest run that is known
     */
    record Made(Optional<ConnectedAccount> connected, long run) {}
}
