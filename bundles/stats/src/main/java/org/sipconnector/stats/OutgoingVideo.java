/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.stats.NoOutboundVideoException;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.Strictness;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;

/** Keeps its promises to those who wait until a video is really being sent. */
final class OutgoingVideo {

    private final ManagerContext<Collecting, StatsSnapshot> context;
    private final Lane lane;

    OutgoingVideo(ManagerContext<Collecting, StatsSnapshot> context) {
        this.context = context;
        this.lane = context.lane();
    }

    /** Done at once when that is so already; only one reading more will do for the strict. */
    CompletionStage<Void> await(String track, Duration timeout, Strictness strictness) {
        Collecting state = context.state();
        Reply<Void> reply = lane.reply();
        SentVideo now = SentVideo.of(state.current());
        SentVideo before = SentVideo.of(state.previous());
        SentVideo baseline = state.previous().isPresent() ? before : now;
        Wait wait = new Wait(reply.id(), track, strictness, baseline, 0);
        if (strictness.readings() == 1 && wait.isGood(now, before)) {
            reply.complete(null);
            return reply;
        }
        lane.schedule(reply.id().value(), timeout);
        context.changeUnshown(present -> present.waitedForBy(wait));
        return reply;
    }

    void collected() {
        Collecting state = context.state();
        SentVideo now = SentVideo.of(state.current());
        SentVideo before = SentVideo.of(state.previous());
        List<Wait> left = new ArrayList<>();
        for (Wait each : state.waits()) {
            Wait current = each.since(now);
            Wait wait = current.after(current.isGood(now, before));
            if (wait.satisfied()) {
                lane.cancel(wait.reply().value());
                lane.reply(wait.reply()).complete(null);
            } else {
                left.add(wait);
            }
        }
        context.changeUnshown(present -> present.waiting(left));
    }

    void timedOut(String timer) {
        ReplyId<Void> reply = new ReplyId<>(timer);
        context.state().waits().stream().filter(wait -> wait.reply().equals(reply))
                .forEach(wait -> lane.reply(reply).fail(new NoOutboundVideoException(wait.track())));
        context.changeUnshown(state -> state.waiting(state.waits().stream().filter(wait -> !wait.reply().equals(reply)).toList()));
    }
}
