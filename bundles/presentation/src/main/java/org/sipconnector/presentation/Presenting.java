/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.kernel.chart.Position;
import org.sipconnector.presentation.PresentationChart.Screen;

/**
 * Everything the presentation manager is, as data.
 *
 * @param position how far the presentation has come
 * @param jobs     what is to be done, the first is being done
 * @param sender   the transceiver of the call's peer connection that presentations are sent on, once there is one
 * @param sent     what it sends now
 * @param trial    how the line was come by, as long as the other side has not agreed to it
 * @param floor    whether the other side has permitted, or was told of, a presentation that failed, or may believe what is wrong after
 *                 a restart of the process, and was told no more since
 */
record Presenting(Position<PresentationState, Screen> position, List<Job> jobs, Optional<String> sender,
        Optional<LocalTrack> sent, Optional<Trial> trial, boolean floor) {

    /** A line that is not agreed yet goes back, or falls silent, when the presentation fails to start. */
    enum Trial {
        /** It was added. */
        ADDED,
        /** It is one the server shows presentations on. */
        SHARED
    }

    static final int VERSION = 2;

    static final Presenting NOTHING =
            new Presenting(PresentationChart.CHART.start(), List.of(), Optional.empty(), Optional.empty(),
                    Optional.empty(), false);

    Presenting {
        jobs = List.copyOf(jobs);
    }

    PresentationSnapshot snapshot() {
        return new PresentationSnapshot(position.state(), position.context().track(), !jobs.isEmpty(), position.context().lastError());
    }

    Optional<Job> current() {
        return jobs.stream().findFirst();
    }

    boolean pending(Job.Kind kind) {
        return jobs.stream().anyMatch(job -> job.kind() == kind);
    }

    Presenting with(Position<PresentationState, Screen> other) {
        return new Presenting(other, jobs, sender, sent, trial, floor);
    }

    Presenting adding(Job job) {
        List<Job> more = new ArrayList<>(jobs);
        more.add(job);
        return new Presenting(position, more, sender, sent, trial, floor);
    }

    /** Before all others; nothing is being done. */
    Presenting first(Job job) {
        List<Job> more = new ArrayList<>(List.of(job));
        more.addAll(jobs);
        return new Presenting(position, more, sender, sent, trial, floor);
    }

    Presenting current(Job changed) {
        List<Job> others = new ArrayList<>(jobs);
        others.set(0, changed);
        return new Presenting(position, others, sender, sent, trial, floor);
    }

    Presenting done() {
        return new Presenting(position, jobs.subList(1, jobs.size()), sender, sent, trial, floor);
    }

    Presenting sending(String transceiver, Optional<LocalTrack> track) {
        return new Presenting(position, jobs, Optional.of(transceiver), track, trial, floor);
    }

    Presenting trying(Optional<Trial> how) {
        return new Presenting(position, jobs, sender, sent, how, floor);
    }

    Presenting withoutLine() {
        return new Presenting(position, jobs, Optional.empty(), Optional.empty(), Optional.empty(), floor);
    }

    Presenting holding(boolean held) {
        return new Presenting(position, jobs, sender, sent, trial, held);
    }

    /** Whether the other side believes that something is presented. */
    boolean believed() {
        return floor || sent.isPresent();
    }
}
