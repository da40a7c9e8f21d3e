/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.autoconnector;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.StatePart;

/** Who waits for what comes of a start, and who waits for the end. */
final class WaitingCallers {

    private final Lane lane;
    private final StatePart<CycleState> state;

    WaitingCallers(Lane lane, StatePart<CycleState> state) {
        this.lane = lane;
        this.state = state;
    }

    void waitsForStart(ReplyId<AutoConnectResult> reply) {
        state.change(now -> now.starting(Optional.of(reply)));
    }

    /** Whether this one is the first that waits for the end. */
    boolean waitsForEnd(ReplyId<Void> reply) {
        state.change(now -> now.stopping(Stream.concat(now.stopping().stream(), Stream.of(reply)).toList()));
        return state.get().stopping().size() == 1;
    }

    void settleStart(AutoConnectResult.Reason reason, Optional<Throwable> error) {
        Optional<ReplyId<AutoConnectResult>> waiting = state.get().starting();
        state.change(now -> now.starting(Optional.empty()));
        waiting.ifPresent(reply -> lane.reply(reply).complete(new AutoConnectResult(reason, error)));
    }

    void settleStops() {
        List<ReplyId<Void>> done = state.get().stopping();
        state.change(now -> now.stopping(List.of()));
        done.forEach(reply -> lane.reply(reply).complete(null));
    }
}
