package org.sipconnector.presentation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.call.SourceFailedException;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.explanation.ErrorText;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.presentation.PresentationEvent;
import org.sipconnector.api.presentation.PresentationException;
import org.sipconnector.api.presentation.PresentationException.Reason;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Step;
import org.sipconnector.presentation.Job.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one job after another. */
final class Jobs {

    static final String RETRY_TIMER = "retry";

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(300);

    private record PermissionGiven(String job) implements Step<Void> {}

    private record Negotiated(String job) implements Step<Boolean> {}

    private record StopTold(String job) implements Step<Void> {}

    private final Board board;
    private final SecondVideo video;

    Jobs(Board board, SecondVideo video) {
        this.board = board;
        this.video = video;
        board.lane.onOutcome(PermissionGiven.class, (step, outcome) -> current(step.job()).ifPresent(job -> permissionGiven(job, outcome)));
        board.lane.onOutcome(Negotiated.class, (step, outcome) -> current(step.job()).ifPresent(job -> negotiated(job, outcome)));
        board.lane.onOutcome(StopTold.class, (step, outcome) -> current(step.job()).ifPresent(job -> stopTold(outcome)));
    }

    void add(Job job) {
        board.change(presenting -> presenting.adding(job));
        if (board.presenting().jobs().size() == 1) {
            begin();
        }
    }

    /** Makes no further attempt to start; one that waits for its next is over at once. */
    void cancelStart(boolean byStop) {
        board.current().filter(job -> job.kind() == Kind.START).ifPresent(job -> {
            board.change(presenting -> presenting.current(job.canceled(byStop)));
            if (job.step() == Job.Step.PAUSING) {
                board.lane.cancel(RETRY_TIMER);
                finishFailing(new PresentationException(Reason.CANCELED));
            }
        });
    }

    private void begin() {
        Job job = board.current().orElseThrow();
        switch (job.kind()) {
            case START -> ask(job);
            case UPDATE -> {
                if (board.presenting().position().in(PresentationState.ACTIVE)) {
                    ask(job);
                } else {
                    finishFailing(new PresentationException(Reason.NOT_STARTED));
                }
            }
            case STOP -> stop(job);
        }
    }

    private void ask(Job job) {
        String key = board.lane.newId("presentation");
        board.change(presenting -> presenting.current(job.trying(key)));
        ServerApiManager server = board.lane.manager(ServerApiManager.class);
        board.lane.expect(direct() ? server.sendAvailableContentedStream() : server.askPermissionToStartPresentation(), new PermissionGiven(key));
    }

    private void stop(Job job) {
        Optional<LocalTrack> sent = board.presenting().sent();
        if (sent.isEmpty()) {
            finish(Optional.empty());
        } else if (board.call().establishedDialog().isEmpty()) {
            ended(sent.get());
            finish(Optional.empty());
        } else {
            String key = board.lane.newId("presentation");
            board.change(presenting -> presenting.current(job.at(Job.Step.ASKING, key)));
            ServerApiManager server = board.lane.manager(ServerApiManager.class);
            board.lane.expect(direct() ? server.sendNotAvailableContentedStream() : server.sendStoppedPresentation(), new StopTold(key));
        }
    }

    private Optional<Job> current(String key) {
        return board.current().filter(job -> job.key().equals(key));
    }

    private void permissionGiven(Job job, Outcome<Void> outcome) {
        if (job.kind() == Kind.START && outcome.succeeded()) {
            permitted(job);
        } else if (job.kind() == Kind.START) {
            attemptFailed(outcome.error());
        } else if (outcome.succeeded()) {
            update(job);
        } else {
            finishFailing(outcome.error());
        }
    }

    private void stopTold(Outcome<Void> outcome) {
        if (outcome.succeeded()) {
            LocalTrack track = board.presenting().sent().orElseThrow();
            board.signal(PresentationChart.Signal.END);
            board.publish(new PresentationEvent.End(track));
            ended(track);
            finish(Optional.of(track));
        } else {
            fail(outcome.error());
            finishFailing(outcome.error());
        }
    }

    private void permitted(Job job) {
        LocalTrack track = job.track().orElseThrow();
        board.signal(new PresentationChart.Start(track));
        board.publish(new PresentationEvent.Start(track));
        video.attach(track, job.options());
        board.change(presenting -> presenting.current(job.at(Job.Step.ATTACHING, "")));
    }

    private void negotiate(Job job) {
        String key = board.lane.newId("presentation");
        board.change(presenting -> presenting.current(job.at(Job.Step.NEGOTIATING, key)));
        board.lane.expect(board.lane.manager(CallManager.class).renegotiateMainLeg(RenegotiationOptions.WAITING), new Negotiated(key));
    }

    private void negotiated(Job job, Outcome<Boolean> outcome) {
        if (outcome.succeeded()) {
            started(job);
        } else {
            notAttached(new PresentationException(Reason.RENEGOTIATION_FAILED, outcome.error()), false);
        }
    }

    /** The media engine sends the track. */
    void attached() {
        board.current().filter(job -> job.step() == Job.Step.ATTACHING).ifPresent(job -> {
            if (job.kind() == Kind.UPDATE) {
                updated(job);
            } else if (job.options().renegotiate()) {
                negotiate(job);
            } else {
                started(job);
            }
        });
    }

    /** The media engine could not do its part. */
    void attachFailed(String command, String reason) {
        board.current().filter(job -> job.step() == Job.Step.ATTACHING).ifPresent(job -> {
            String source = job.track().orElseThrow().source();
            notAttached(new PresentationException(Reason.ATTACH_FAILED, new SourceFailedException(source, reason)),
                    command.equals("addTransceiver"));
        });
    }

    /** The media engine was lost while it was to send the track; the call makes the connection again. */
    void attachAgain() {
        board.current().filter(job -> job.step() == Job.Step.ATTACHING)
                .ifPresent(job -> video.attachAgain(job.track().orElseThrow(), job.options()));
    }

    private void notAttached(PresentationException error, boolean unmade) {
        video.undo(unmade);
        fail(error);
        if (board.current().orElseThrow().kind() == Kind.START) {
            attemptFailed(error);
        } else {
            finishFailing(error);
        }
    }

    private void started(Job job) {
        LocalTrack track = job.track().orElseThrow();
        video.agreed();
        board.signal(new PresentationChart.Started(track));
        board.publish(new PresentationEvent.Started(track));
        video.limit(track, job.options());
        LOG.info("{}: presenting {}", board.lane.connector(), track.source());
        if (job.stopping()) {
            finishFailing(new PresentationException(Reason.CANCELED));
        } else {
            finish(track);
        }
    }

    private void update(Job job) {
        LocalTrack track = job.track().orElseThrow();
        board.publish(new PresentationEvent.Updating(track));
        video.attach(track, job.options());
        board.change(presenting -> presenting.current(job.at(Job.Step.ATTACHING, "")));
    }

    private void updated(Job job) {
        LocalTrack track = job.track().orElseThrow();
        board.signal(new PresentationChart.Update(track));
        board.publish(new PresentationEvent.Updated(track));
        video.limit(track, job.options());
        finish(track);
    }

    private void attemptFailed(Throwable error) {
        Job job = board.current().orElseThrow();
        LOG.warn("{}: attempt {} of {} to present failed: {}", board.lane.connector(), job.attempt(),
                job.options().attempts(), ErrorText.of(error));
        if (job.canceled()) {
            finishFailing(new PresentationException(Reason.CANCELED));
            return;
        }
        KeptId<Throwable> last = board.lane.keep(error);
        board.change(presenting -> presenting.current(job.pausing(last)));
        board.lane.schedule(RETRY_TIMER, BETWEEN_ATTEMPTS);
    }

    /** The pause after a failed attempt is over. */
    void retry() {
        board.current().filter(job -> job.step() == Job.Step.PAUSING).ifPresent(job -> {
            Throwable last = lastError(job);
            if (job.attempt() < job.options().attempts()) {
                ask(job);
            } else {
                finishFailing(PresentationException.limitReached(job.attempt(), last));
            }
        });
    }

    private Throwable lastError(Job job) {
        Throwable last = board.lane.kept(job.error().orElseThrow());
        job.error().ifPresent(board.lane::release);
        return last;
    }

    private void ended(LocalTrack track) {
        video.detach();
        board.signal(PresentationChart.Signal.ENDED);
        board.publish(new PresentationEvent.Ended(track));
    }

    private void fail(Throwable error) {
        String reason = error.getMessage() == null ? ErrorText.of(error) : error.getMessage();
        board.signal(new PresentationChart.Fail(reason));
        board.publish(new PresentationEvent.Failed(reason));
    }

    private void finish(Object result) {
        Job job = board.current().orElseThrow();
        board.change(Presenting::done);
        job.reply().ifPresent(reply -> board.lane.reply(reply).complete(result));
        goOn();
    }

    private void finishFailing(Throwable error) {
        Job job = board.current().orElseThrow();
        if (job.step() == Job.Step.PAUSING && error instanceof PresentationException canceled
                && canceled.reason() == Reason.CANCELED) {
            job.error().ifPresent(board.lane::release);
        }
        board.change(Presenting::done);
        job.reply().ifPresent(reply -> board.lane.reply(reply).fail(error));
        goOn();
    }

    private void goOn() {
        if (board.current().isPresent()) {
            begin();
        }
    }

    /** The call is over, and with it everything that was to be done. */
    void callIsOver(Object signal) {
        List<Job> jobs = board.presenting().jobs();
        board.signal(signal);
        board.signal(PresentationChart.Signal.RESET);
        board.lane.cancel(RETRY_TIMER);
        jobs.forEach(job -> job.error().ifPresent(board.lane::release));
        board.change(presenting -> new Presenting(presenting.position(), List.of(), Optional.empty(), Optional.empty(),
                Optional.empty()));
        for (Job job : jobs) {
            job.reply().ifPresent(reply -> {
                if (job.kind() == Kind.STOP) {
                    board.lane.reply(reply).complete(Optional.empty());
                } else {
                    board.lane.reply(reply).fail(new PresentationException(Reason.CANCELED));
                }
            });
        }
    }

    /** Whether the other side is told directly, there being no server that could permit anything. */
    private boolean direct() {
        ConferenceState state = board.lane.has(ConferenceStateManager.class)
                ? board.lane.manager(ConferenceStateManager.class).snapshot().state() : ConferenceState.NONE;
        return state == ConferenceState.DIRECT_P2P_ROOM || state == ConferenceState.PRESENTATION_CALL;
    }
}
