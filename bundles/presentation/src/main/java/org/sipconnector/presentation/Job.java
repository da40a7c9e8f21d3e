package org.sipconnector.presentation;

import java.util.Optional;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.presentation.PresentationOptions;

/**
 * Something to be done; jobs are done one after another.
 *
 * @param kind     what
 * @param reply    the client that waits for it
 * @param track    what to present, absent for a stop
 * @param options  how
 * @param step     what it waits for
 * @param key      names the outcome it waits for
 * @param attempt  how often a start was tried
 * @param canceled whether no further attempt is to be made
 * @param stopping whether it was cancelled by a stop, which also undoes a success
 */
record Job(Kind kind, Optional<String> reply, Optional<LocalTrack> track, PresentationOptions options, Step step, String key,
        int attempt, boolean canceled, boolean stopping) {

    enum Kind {
        START, UPDATE, STOP
    }

    enum Step {
        WAITING, ASKING, NEGOTIATING, ATTACHING, PAUSING
    }

    static Job start(String reply, LocalTrack track, PresentationOptions options) {
        return new Job(Kind.START, Optional.of(reply), Optional.of(track), options, Step.WAITING, "", 0, false, false);
    }

    static Job update(String reply, LocalTrack track, PresentationOptions options) {
        return new Job(Kind.UPDATE, Optional.of(reply), Optional.of(track), options, Step.WAITING, "", 0, false, false);
    }

    static Job stop(Optional<String> reply) {
        return new Job(Kind.STOP, reply, Optional.empty(), PresentationOptions.STANDARD, Step.WAITING, "", 0, false, false);
    }

    Job at(Step next, String newKey) {
        return new Job(kind, reply, track, options, next, newKey, attempt, canceled, stopping);
    }

    Job trying(String newKey) {
        return new Job(kind, reply, track, options, Step.ASKING, newKey, attempt + 1, canceled, stopping);
    }

    Job canceled(boolean byStop) {
        return new Job(kind, reply, track, options, step, key, attempt, true, stopping || byStop);
    }
}
