/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.streamhealth;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.stats.StatsEvent;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.streamhealth.HealthFlags;
import org.sipconnector.api.streamhealth.ResetCause;
import org.sipconnector.api.streamhealth.StreamHealthEvent;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.api.streamhealth.StreamHealthSnapshot;
import org.sipconnector.api.streamhealth.VideoProblem;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.media.MediaEvent.TrackMuteChanged;
import org.sipconnector.spi.media.MediaEvent.TrackRemoved;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manager: counts what readings say, and recovers. */
final class DefaultStreamHealthManager implements StreamHealthManager, Manager {

    private static final EventHandlers<DefaultStreamHealthManager> HANDLERS = EventHandlers.<DefaultStreamHealthManager>of()
            .on(StatsEvent.Collected.class, (own, event) -> own.sample())
            .on(TrackRemoved.class, (own, event) -> own.context.change(state -> state.muted(event.track().id(), false)))
            .on(TrackMuteChanged.class, (own, event) -> own.context.change(state -> state.muted(event.track().id(), event.muted())))
            .on(CallEvent.PeerConnectionConfirmed.class, (own, event) -> own.reset(ResetCause.PEERCONNECTION_CONFIRMED))
            .on(CallEvent.RecvSessionStarted.class, (own, event) -> own.reset(ResetCause.RECV_SESSION_STARTED))
            .on(CallEvent.RecvSessionEnded.class, (own, event) -> own.reset(ResetCause.RECV_SESSION_ENDED))
            .on(CallEvent.RecvQualityChanged.class, (own, event) -> own.reset(ResetCause.RECV_QUALITY_CHANGED))
            .on(CallEvent.Failed.class, (own, event) -> own.over(ResetCause.FAILED))
            .on(CallEvent.Ended.class, (own, event) -> own.over(ResetCause.ENDED))
            .on(TimerFired.class, (own, fired) -> own.throttleOver());

    private static final Logger LOG = LoggerFactory.getLogger(DefaultStreamHealthManager.class);
    private static final String THROTTLE = "throttle";

    private record Renegotiated(String recovery) implements Step<Boolean> {}

    private final ManagerContext<StreamHealthState, StreamHealthSnapshot> context;
    private final Lane lane;
    private final Supplier<RecoveryLimits> standard;

    DefaultStreamHealthManager(ManagerContext<StreamHealthState, StreamHealthSnapshot> context, Supplier<RecoveryLimits> standard) {
        this.context = context;
        this.lane = context.lane();
        this.standard = standard;
        lane.on(HANDLERS, this);
        lane.onOutcome(Renegotiated.class, this::renegotiated);
    }

    @Override
    public StreamHealthSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }

    private RecoveryLimits limits() {
        return context.state().limits(standard.get());
    }

    // ---- operations

    @Override
    public CompletionStage<Void> recover() {
        recoverThrottled();
        return done();
    }

    @Override
    public CompletionStage<Void> setMinConsecutiveProblemSamplesCount(int count) {
        context.change(state -> state.with(limits().withSamples(count)).healthy());
        return done();
    }

    @Override
    public CompletionStage<Void> setThrottleRecoveryTimeout(Duration timeout) {
        context.change(state -> state.with(limits().withThrottle(timeout)));
        lane.cancel(THROTTLE);
        context.change(state -> state.with(state.recovery().throttled(false)));
        return done();
    }

    private CompletionStage<Void> done() {
        Reply<Void> reply = lane.reply();
        reply.complete(null);
        return reply;
    }

    // ---- health

    private void sample() {
        HealthFlags flags = flags();
        context.change(state -> state.seen(flags));
        context.publish(new StreamHealthEvent.HealthSnapshot(flags));
        Optional<VideoProblem> found = flags.problem();
        if (context.state().detected() && !found.equals(context.state().problem())) {
            LOG.info("{}: main video: {} is over", lane.connector(), context.state().problem().orElseThrow().text());
            context.publish(new StreamHealthEvent.ProblemResolved(flags, context.state().problem().orElseThrow()));
        }
        if (found.isEmpty()) {
            context.change(StreamHealthState::healthy);
        } else {
            count(flags, found.get());
        }
    }

    private void count(HealthFlags flags, VideoProblem found) {
        StreamHealthState state = context.state();
        boolean same = state.problem().equals(Optional.of(found));
        int samples = same ? state.samples() + 1 : 1;
        boolean told = same && state.detected();
        boolean enough = !told && samples >= limits().samples();
        context.change(now -> now.with(Optional.of(found), samples, told || enough));
        if (enough) {
            LOG.warn("{}: main video: {} for {} readings: renegotiating", lane.connector(), found.text(), samples);
            context.publish(new StreamHealthEvent.ProblemDetected(flags, samples, found));
            recoverThrottled();
        }
    }

    private HealthFlags flags() {
        StatsSnapshot stats = lane.manager(StatsManager.class).snapshot();
        return new HealthFlags(mainVideo().filter(track -> context.state().muted().contains(track.id())).isPresent(),
                stats.invalidInboundFrames(), stats.noInboundVideoTraffic(), stats.inboundVideoStalled());
    }

    private Optional<RemoteTrack> mainVideo() {
        return lane.manager(CallManager.class).snapshot().media().remoteStreams().main()
                .flatMap(stream -> stream.tracks().stream().filter(track -> track.kind() == MediaKind.VIDEO).findFirst());
    }

    private void reset(ResetCause cause) {
        if (context.state().detected()) {
            context.publish(new StreamHealthEvent.ProblemReset(context.state().problem().orElseThrow(), cause));
        }
        context.change(StreamHealthState::healthy);
    }

    private void over(ResetCause cause) {
        reset(cause);
        lane.cancel(THROTTLE);
        context.change(state -> state.with(StreamHealthState.Recovery.NONE).withoutTracks());
    }

    // ---- recovery

    private void recoverThrottled() {
        if (context.state().recovery().throttled()) {
            context.change(state -> state.with(state.recovery().againAtTheEnd()));
        } else {
            renegotiate();
        }
    }

    private void throttleOver() {
        boolean again = context.state().recovery().wanted();
        context.change(state -> state.with(state.recovery().throttled(false)));
        if (again) {
            renegotiate();
        }
    }

    private void renegotiate() {
        context.change(state -> state.with(state.recovery().throttled(true)));
        lane.schedule(THROTTLE, limits().throttle());
        if (context.state().recovery().renegotiation().isPresent()) {
            LOG.debug("previous renegotiate is not finished yet");
            return;
        }
        String key = lane.newId("recovery");
        context.change(state -> state.with(state.recovery().renegotiating(Optional.of(key))));
        lane.expect(lane.manager(CallManager.class).renegotiate(), new Renegotiated(key));
    }

    private void renegotiated(Renegotiated step, Outcome<Boolean> outcome) {
        if (context.state().recovery().renegotiation().equals(Optional.of(step.recovery()))) {
            context.change(state -> state.with(state.recovery().renegotiating(Optional.empty())));
            if (outcome.succeeded()) {
                LOG.debug("renegotiate has successful");
            } else {
                LOG.warn("{}: failed to renegotiate main media stream: {}", lane.connector(),
                        ErrorText.of(outcome.error()));
            }
        }
    }
}
