/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import java.util.Optional;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.ReplyId;

/**
 * Something to be done; jobs are done one after another.
 *
 * @param kind     what
 * @param reply    the client that waits for it
 * @param track    what to present, absent for a stop
 * @param options  how
 * @param step     what it waits for
 * @param key      names the outcome it waits for
 * @param error    why the latest attempt failed, kept on the lane while it pauses
 * @param attempt  how often a start was tried
 * @param canceled whether no further attempt is to be made
 * @param stopping whether it was cancelled by a stop, which also undoes a success
 */
record Job(Kind kind, Optional<ReplyId<Object>> reply, Optional<LocalTrack> track, PresentationOptions options, Step step,
        String key, Optional<KeptId<Throwable>> error, int attempt, boolean canceled, boolean stopping) {

    enum Kind {
        START, UPDATE, STOP
    }

    enum Step {
        WAITING, ASKING, NEGOTIATING, ATTACHING, PAUSING
    }

    Job {
        // a former version named the error by the key
        error = step == Step.PAUSING && error.isEmpty() ? Optional.of(new KeptId<>(key)) : error;
    }

    static Job start(ReplyId<LocalTrack> reply, LocalTrack track, PresentationOptions options) {
        return new Job(Kind.START, Optional.of(promise(reply)), Optional.of(track), options, Step.WAITING, "", Optional.empty(), 0, false, false);
    }

    static Job update(ReplyId<LocalTrack> reply, LocalTrack track, PresentationOptions options) {
        return new Job(Kind.UPDATE, Optional.of(promise(reply)), Optional.of(track), options, Step.WAITING, "", Optional.empty(), 0, false, false);
    }

    static Job stop(Optional<ReplyId<Optional<LocalTrack>>> reply) {
        return new Job(Kind.STOP, reply.map(Job::promise), Optional.empty(), PresentationOptions.STANDARD, Step.WAITING, "", Optional.empty(), 0,
                false, false);
    }

    /** What is promised depends on the kind. */
    private static ReplyId<Object> promise(ReplyId<?> reply) {
        return new ReplyId<>(reply.value());
    }

    Job at(Step next, String newKey) {
        return new Job(kind, reply, track, options, next, newKey, Optional.empty(), attempt, canceled, stopping);
    }

    Job trying(String newKey) {
        return new Job(kind, reply, track, options, Step.ASKING, newKey, Optional.empty(), attempt + 1, canceled, stopping);
    }

    Job pausing(KeptId<Throwable> why) {
        return new Job(kind, reply, track, options, Step.PAUSING, "", Optional.of(why), attempt, canceled, stopping);
    }

    Job canceled(boolean byStop) {
        return new Job(kind, reply, track, options, step, key, error, attempt, true, stopping || byStop);
    }
}
