/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.NoEstablishedCallException;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.presentation.PresentationEvent;
import org.sipconnector.api.presentation.PresentationException;
import org.sipconnector.api.presentation.PresentationException.Reason;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.presentation.PresentationSnapshot;
import org.sipconnector.api.presentation.PresentationState;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.presentation.Job.Kind;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent.PeerCommandFailed;
import org.sipconnector.spi.media.MediaEvent.TrackReplaced;
import org.sipconnector.spi.store.ProcessRestarted;

/** The manager: every operation as a job, every event to the part it concerns. */
final class DefaultPresentationManager implements PresentationManager, Manager {

    private static final EventHandlers<DefaultPresentationManager> HANDLERS = EventHandlers.<DefaultPresentationManager>of()
            .on(TimerFired.class, (own, fired) -> own.jobs.retry())
            .on(TrackReplaced.class, DefaultPresentationManager::trackReplaced)
            .on(PeerCommandFailed.class, DefaultPresentationManager::commandFailed)
            .on(ProcessRestarted.class, (own, restarted) -> own.jobs.doubted())
            .on(CallEvent.MediaRestored.class, (own, restored) -> own.jobs.toldAgain())
            .on(CallEvent.MediaLost.class, (own, lost) -> own.jobs.attachAgain())
            .on(ServerApiEvent.PresentationMustStop.class, (own, must) -> own.stopByServer())
            .on(ServerApiEvent.MoveRequestToSpectators.class, (own, move) -> own.stopByServer())
            .on(CallEvent.Ended.class, (own, ended) -> own.jobs.callIsOver(PresentationChart.Signal.CALL_ENDED))
            .on(CallEvent.Failed.class, (own, failed) -> own.jobs.callIsOver(new PresentationChart.CallFail(failed.failure().toString())));

    private static final Set<String> ATTACHING = Set.of("addTransceiver", "replaceTrack", "setDirection");

    private final ManagerContext<Presenting, PresentationSnapshot> context;
    private final SecondVideo video;
    private final Jobs jobs;

    DefaultPresentationManager(ManagerContext<Presenting, PresentationSnapshot> context, MediaEngine media) {
        this.context = context;
        video = new SecondVideo(context, media);
        jobs = new Jobs(context, video);
        context.lane().on(HANDLERS, this);
    }

    @Override
    public PresentationSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }

    @Override
    public CompletionStage<LocalTrack> startPresentation(LocalTrack video, PresentationOptions options) {
        mustBeInCall();
        PresentationState state = context.state().position().state();
        if (state != PresentationState.IDLE && state != PresentationState.FAILED || context.state().pending(Kind.START)) {
            throw new PresentationException(Reason.ALREADY_STARTED);
        }
        Reply<LocalTrack> reply = context.lane().reply();
        jobs.add(Job.start(reply.id(), video, coded(options)));
        return reply;
    }

    @Override
    public CompletionStage<LocalTrack> updatePresentation(LocalTrack video, PresentationOptions options) {
        mustBeInCall();
        if (context.state().position().state() != PresentationState.ACTIVE && context.state().jobs().isEmpty()) {
            throw new PresentationException(Reason.NOT_STARTED);
        }
        Reply<LocalTrack> reply = context.lane().reply();
        jobs.add(Job.update(reply.id(), video, coded(options)));
        return reply;
    }

    @Override
    public CompletionStage<Optional<LocalTrack>> stopPresentation() {
        Reply<Optional<LocalTrack>> reply = context.lane().reply();
        stop(Optional.of(reply.id()));
        return reply;
    }

    @Override
    public CompletionStage<Void> cancelAttempts() {
        Reply<Void> reply = context.lane().reply();
        jobs.cancelStart(false);
        reply.complete(null);
        return reply;
    }

    private void stop(Optional<ReplyId<Optional<LocalTrack>>> reply) {
        jobs.cancelStart(true);
        jobs.add(Job.stop(reply));
    }

    private void stopByServer() {
        if (context.snapshot().inProcess()) {
            context.publish(new PresentationEvent.StoppedByServerCommand());
            stop(Optional.empty());
        }
    }

    private void trackReplaced(TrackReplaced event) {
        if (ours(event.peer(), event.transceiver()) && named(event.track()).equals(named(context.state().sent()))) {
            jobs.attached();
        }
    }

    /** Without what it keeps, which is the options' business. */
    private static Optional<LocalTrack> named(Optional<LocalTrack> track) {
        return track.map(present -> present.keeping(Optional.empty()));
    }

    private void commandFailed(PeerCommandFailed event) {
        if (ours(event.peer(), event.transceiver()) && ATTACHING.contains(event.command())) {
            jobs.attachFailed(event.command(), event.reason());
        }
    }

    private boolean ours(PeerId peer, String line) {
        return video.call().peer().equals(Optional.of(peer)) && context.state().sender().equals(Optional.of(line));
    }

    /** With the connector's codecs where the client says nothing about codecs. */
    private PresentationOptions coded(PresentationOptions options) {
        return options.withMedia(options.media().orCodecsOf(context.lane().configuration().call()));
    }

    private void mustBeInCall() {
        if (video.call().establishedDialog().isEmpty()) {
            throw new NoEstablishedCallException();
        }
    }
}
