/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.call.SourceFailedException;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.presentation.PresentationEvent;
import org.sipconnector.api.presentation.PresentationException;
import org.sipconnector.api.presentation.PresentationException.Reason;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.serverapi.ServerRequestException;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Step;
import org.sipconnector.presentation.Job.Kind;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one job after another. */
final class Jobs {

    static final String RETRY_TIMER = "retry";

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(300);

    private record PermissionGiven(String job) implements Step<Void> {}

    private record Negotiated(String job) implements Step<Boolean> {}

    private record StopStored(String job) implements Step<Void> {}

    private record StopTold(String job) implements Step<Void> {}

    private record PermissionKept() implements Step<Void> {}

    private final ManagerContext<Presenting, PresentationSnapshot> context;
    private final SecondVideo video;

    Jobs(ManagerContext<Presenting, PresentationSnapshot> context, SecondVideo video) {
        this.context = context;
        this.video = video;
        context.lane().onOutcome(PermissionGiven.class, (step, outcome) -> current(step.job()).ifPresent(job -> permissionGiven(job, outcome)));
        context.lane().onOutcome(Negotiated.class, (step, outcome) -> current(step.job()).ifPresent(job -> negotiated(job, outcome)));
        context.lane().onOutcome(PermissionKept.class, (step, outcome) -> permissionKept(outcome));
        context.lane().onOutcome(StopStored.class, (step, outcome) -> current(step.job()).ifPresent(job -> stopStored()));
        context.lane().onOutcome(StopTold.class, (step, outcome) -> current(step.job()).ifPresent(job -> stopTold(outcome)));
    }

    void add(Job job) {
        context.change(presenting -> presenting.adding(job));
        if (context.state().jobs().size() == 1) {
            begin();
        }
    }

    /** Makes no further attempt to start; one that waits for its next is over at once. */
    void cancelStart(boolean byStop) {
        context.state().current().filter(job -> job.kind() == Kind.START).ifPresent(job -> {
            context.change(presenting -> presenting.current(job.canceled(byStop)));
            if (job.step() == Job.Step.PAUSING) {
                context.lane().cancel(RETRY_TIMER);
                finishFailing(new PresentationException(Reason.CANCELED));
            }
        });
    }

    private void begin() {
        Job job = context.state().current().orElseThrow();
        switch (job.kind()) {
            case START -> ask(job);
            case UPDATE -> {
                if (context.state().position().in(PresentationState.ACTIVE)) {
                    ask(job);
                } else {
                    finishFailing(new PresentationException(Reason.NOT_STARTED));
                }
            }
            case STOP -> stop(job);
        }
    }

    private void ask(Job job) {
        String key = context.lane().newId("presentation");
        context.change(presenting -> presenting.current(job.trying(key)));
        context.lane().expect(askPermission(), new PermissionGiven(key));
    }

    private void stop(Job job) {
        if (context.state().believed()) {
            String key = context.lane().newId("presentation");
            context.change(presenting -> presenting.current(job.at(Job.Step.ASKING, key)));
            context.lane().expect(context.lane().stored(), new StopStored(key));
        } else {
            finish(Optional.empty());
        }
    }

    /** After a crash nothing is presented again that was stopped. */
    private void stopStored() {
        if (video.call().establishedDialog().isEmpty()) {
            context.state().sent().ifPresent(this::ended);
            finish(Optional.empty());
        } else {
            String key = context.state().current().orElseThrow().key();
            ServerApiManager server = context.lane().manager(ServerApiManager.class);
            context.lane().expect(direct() ? server.sendNotAvailableContentedStream() : server.sendStoppedPresentation(), new StopTold(key));
        }
    }

    private Optional<Job> current(String key) {
        return context.state().current().filter(job -> job.key().equals(key));
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
        Optional<LocalTrack> sent = context.state().sent();
        if (outcome.succeeded()) {
            context.change(presenting -> presenting.holding(false));
            sent.ifPresent(track -> {
                signal(PresentationChart.Signal.END);
                context.publish(new PresentationEvent.End(track));
                ended(track);
            });
            finish(sent);
        } else {
            LOG.debug("{}: not heard that the presentation ends: {}", context.lane().connector(), ErrorText.of(outcome.error()));
            sent.ifPresent(track -> fail(outcome.error()));
            finishFailing(outcome.error());
        }
    }

    private void permitted(Job job) {
        LocalTrack track = job.track().orElseThrow();
        signal(new PresentationChart.Start(track));
        context.publish(new PresentationEvent.Start(track));
        video.attach(track, job.options());
        context.change(presenting -> presenting.current(job.at(Job.Step.ATTACHING, "")));
    }

    private void negotiate(Job job) {
        String key = context.lane().newId("presentation");
        context.change(presenting -> presenting.current(job.at(Job.Step.NEGOTIATING, key)));
        context.lane().expect(context.lane().manager(CallManager.class).renegotiateMainLeg(RenegotiationOptions.WAITING), new Negotiated(key));
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
        context.state().current().filter(job -> job.step() == Job.Step.ATTACHING).ifPresent(job -> {
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
        context.state().current().filter(job -> job.step() == Job.Step.ATTACHING).ifPresent(job -> {
            String source = job.track().orElseThrow().source();
            notAttached(new PresentationException(Reason.ATTACH_FAILED, new SourceFailedException(source, reason)),
                    command.equals("addTransceiver"));
        });
    }

    /** The media engine was lost while it was to send the track; the call makes the connection again. */
    void attachAgain() {
        context.state().current().filter(job -> job.step() == Job.Step.ATTACHING)
                .ifPresent(job -> {
                    if (job.kind() == Kind.UPDATE) {
                        video.replace(job.track().orElseThrow(), job.options());
                    } else {
                        video.attachAgain(job.track().orElseThrow(), job.options());
                    }
                });
    }

    /** What was to start is not sent though it was permitted; what was to take another's place leaves that one as it was. */
    private void notAttached(PresentationException error, boolean unmade) {
        if (context.state().current().orElseThrow().kind() == Kind.START) {
            video.undo(unmade);
            context.change(presenting -> presenting.holding(true));
            fail(error);
            attemptFailed(error);
        } else {
            LOG.warn("{}: the presentation goes on as it was: {}", context.lane().connector(), ErrorText.of(error));
            video.goesOnWith(context.state().position().context().track().orElseThrow());
            finishFailing(error);
        }
    }

    private void started(Job job) {
        LocalTrack track = job.track().orElseThrow();
        video.agreed();
        context.change(presenting -> presenting.holding(false));
        signal(new PresentationChart.Started(track));
        context.publish(new PresentationEvent.Started(track));
        video.limit(track, job.options());
        LOG.info("{}: presenting {}", context.lane().connector(), track.source());
        if (job.stopping()) {
            finishFailing(new PresentationException(Reason.CANCELED));
        } else {
            finish(track);
        }
    }

    private void update(Job job) {
        LocalTrack track = job.track().orElseThrow();
        context.publish(new PresentationEvent.Updating(track));
        video.replace(track, job.options());
        context.change(presenting -> presenting.current(job.at(Job.Step.ATTACHING, "")));
    }

    private void updated(Job job) {
        LocalTrack track = job.track().orElseThrow();
        signal(new PresentationChart.Update(track));
        context.publish(new PresentationEvent.Updated(track));
        video.limit(track, job.options());
        finish(track);
    }

    private void attemptFailed(Throwable error) {
        Job job = context.state().current().orElseThrow();
        LOG.warn("{}: attempt {} of {} to present failed: {}", context.lane().connector(), job.attempt(),
                job.options().attempts(), ErrorText.of(error));
        if (job.canceled()) {
            finishFailing(new PresentationException(Reason.CANCELED));
            return;
        }
        KeptId<Throwable> last = context.lane().keep(error);
        context.change(presenting -> presenting.current(job.pausing(last)));
        context.lane().schedule(RETRY_TIMER, BETWEEN_ATTEMPTS);
    }

    /** The pause after a failed attempt is over. */
    void retry() {
        context.state().current().filter(job -> job.step() == Job.Step.PAUSING).ifPresent(job -> {
            Throwable last = lastError(job);
            if (job.attempt() < job.options().attempts()) {
                ask(job);
            } else {
                finishFailing(PresentationException.limitReached(job.attempt(), last));
            }
        });
    }

    private Throwable lastError(Job job) {
        Throwable last = context.lane().kept(job.error().orElseThrow());
        job.error().ifPresent(context.lane()::release);
        return last;
    }

    private void ended(LocalTrack track) {
        video.detach();
        signal(PresentationChart.Signal.ENDED);
        context.publish(new PresentationEvent.Ended(track));
    }

    private void fail(Throwable error) {
        String reason = error.getMessage() == null ? ErrorText.of(error) : error.getMessage();
        signal(new PresentationChart.Fail(reason));
        context.publish(new PresentationEvent.Failed(reason));
    }

    private void finish(Object result) {
        Job job = context.state().current().orElseThrow();
        context.change(Presenting::done);
        job.reply().ifPresent(reply -> context.lane().reply(reply).complete(result));
        goOn();
    }

    private void finishFailing(Throwable error) {
        Job job = context.state().current().orElseThrow();
        if (job.step() == Job.Step.PAUSING && error instanceof PresentationException canceled
                && canceled.reason() == Reason.CANCELED) {
            job.error().ifPresent(context.lane()::release);
        }
        context.change(Presenting::done);
        job.reply().ifPresent(reply -> context.lane().reply(reply).fail(error));
        if (job.kind() == Kind.START && context.state().floor() && context.state().current().filter(next -> next.kind() == Kind.STOP).isEmpty()) {
            // whoever has permitted it would wait for it, and refuse others
            context.change(presenting -> presenting.first(Job.stop(Optional.empty())));
        }
        goOn();
    }

    private void goOn() {
        if (context.state().current().isPresent()) {
            begin();
        }
    }

    /** The call is over, and with it everything that was to be done. */
    void callIsOver(Object signal) {
        List<Job> jobs = context.state().jobs();
        signal(signal);
        signal(PresentationChart.Signal.RESET);
        context.lane().cancel(RETRY_TIMER);
        jobs.forEach(job -> job.error().ifPresent(context.lane()::release));
        context.change(presenting -> new Presenting(presenting.position(), List.of(), Optional.empty(), Optional.empty(),
                Optional.empty(), false));
        for (Job job : jobs) {
            job.reply().ifPresent(reply -> {
                if (job.kind() == Kind.STOP) {
                    context.lane().reply(reply).complete(Optional.empty());
                } else {
                    context.lane().reply(reply).fail(new PresentationException(Reason.CANCELED));
                }
            });
        }
    }

    /** What the former process asked for in its last moment was not kept: the other side may believe otherwise. */
    void doubted() {
        if (conference() != ConferenceState.NONE) {
            context.change(presenting -> presenting.holding(true));
        }
    }

    /** The other side can be reached again, and hears what is true: asked once more for what goes on, told that there is nothing else. */
    void toldAgain() {
        if (!context.state().floor() || !context.state().jobs().isEmpty()) {
            return;
        }
        if (context.state().position().in(PresentationState.ACTIVE)) {
            context.lane().expect(askPermission(), new PermissionKept());
        } else {
            add(Job.stop(Optional.empty()));
        }
    }

    private void permissionKept(Outcome<Void> outcome) {
        if (outcome.succeeded()) {
            context.change(presenting -> presenting.holding(false));
        } else if (outcome.error() instanceof ServerRequestException refused && refused.reason() == ServerRequestException.Reason.DECLINED
                && context.state().position().in(PresentationState.ACTIVE)) {
            LOG.warn("{}: the presentation does not go on: {}", context.lane().connector(), ErrorText.of(outcome.error()));
            add(Job.stop(Optional.empty()));
        }
    }

    private CompletionStage<Void> askPermission() {
        ServerApiManager server = context.lane().manager(ServerApiManager.class);
        return direct() ? server.sendAvailableContentedStream() : server.askPermissionToStartPresentation();
    }

    /** Whether the other side is told directly, there being no server that could permit anything. */
    private boolean direct() {
        ConferenceState state = conference();
        return state == ConferenceState.DIRECT_P2P_ROOM || state == ConferenceState.PRESENTATION_CALL;
    }

    private ConferenceState conference() {
        return context.lane().has(ConferenceStateManager.class)
                ? context.lane().manager(ConferenceStateManager.class).snapshot().state()
                : ConferenceState.NONE;
    }

    private void signal(Object signal) {
        context.signal(PresentationChart.CHART, Presenting::position, Presenting::with, signal);
    }
}
