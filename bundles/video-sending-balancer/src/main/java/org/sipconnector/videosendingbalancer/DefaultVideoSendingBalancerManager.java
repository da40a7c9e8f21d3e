/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.serverapi.MainCamCommand;
import org.sipconnector.api.serverapi.ServerApiEvent.MainCamControl;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.videosendingbalancer.BalanceResult;
import org.sipconnector.api.videosendingbalancer.BalancerEvent;
import org.sipconnector.api.videosendingbalancer.BalancerOptions;
import org.sipconnector.api.videosendingbalancer.BalancerSnapshot;
import org.sipconnector.api.videosendingbalancer.NoConnectionException;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent.PeerCommandFailed;
import org.sipconnector.spi.media.MediaEvent.StatisticsCollected;
import org.sipconnector.videosendingbalancer.Balancing.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manager: when to balance, and by which reading. */
final class DefaultVideoSendingBalancerManager implements VideoSendingBalancerManager, Manager {

    private static final EventHandlers<DefaultVideoSendingBalancerManager> HANDLERS = EventHandlers.<DefaultVideoSendingBalancerManager>of()
            .on(CallEvent.PeerConnectionConfirmed.class, (own, event) -> own.schedule())
            .on(CallEvent.RecvSessionEnded.class, (own, event) -> own.schedule())
            .on(CallEvent.RecvSessionStarted.class, (own, event) -> own.stop())
            .on(CallEvent.RecvQualityChanged.class, (own, event) -> own.stop())
            .on(CallEvent.Ended.class, (own, event) -> own.over())
            .on(CallEvent.Failed.class, (own, event) -> own.over())
            .on(CallEvent.RoleChanged.class, (own, event) -> own.doubt())
            .on(CallEvent.MediaRestored.class, (own, event) -> own.restored())
            .on(CallEvent.Sdp.class, DefaultVideoSendingBalancerManager::offered)
            .on(MainCamControl.class, DefaultVideoSendingBalancerManager::commanded)
            .on(StatisticsCollected.class, DefaultVideoSendingBalancerManager::collected)
            .on(PeerCommandFailed.class, DefaultVideoSendingBalancerManager::failed)
            .on(TimerFired.class, DefaultVideoSendingBalancerManager::timerFired);

    private static final Logger LOG = LoggerFactory.getLogger(DefaultVideoSendingBalancerManager.class);
    private static final String START = "start";

    private final ManagerContext<Balancing, BalancerSnapshot> context;
    private final Lane lane;
    private final MediaEngine media;
    private final Supplier<BalancerOptions> standard;
    private final Camera camera;
    private final PictureWatch watch;

    DefaultVideoSendingBalancerManager(ManagerContext<Balancing, BalancerSnapshot> context, MediaEngine media,
            Supplier<BalancerOptions> standard) {
        this.context = context;
        this.lane = context.lane();
        this.media = media;
        this.standard = standard;
        camera = new Camera(lane, media);
        watch = new PictureWatch(lane, media, camera);
        lane.on(HANDLERS, this);
        lane.onSnapshot(CallManager.class, (before, now) -> callChanged());
    }

    @Override
    public BalancerSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }

    private BalancerOptions options() {
        return context.state().options(standard.get());
    }

    // ---- operations

    @Override
    public CompletionStage<Void> startBalancing() {
        if (!context.state().active()) {
            unschedule();
            mustBeConnected();
        }
        Reply<Void> reply = lane.reply();
        if (context.state().active()) {
            reply.complete(null);
        } else {
            read(true, true, Optional.of(reply.id()), Optional.empty());
        }
        return reply;
    }

    @Override
    public CompletionStage<Void> stopBalancing() {
        stop();
        Reply<Void> reply = lane.reply();
        reply.complete(null);
        return reply;
    }

    @Override
    public CompletionStage<BalanceResult> balance() {
        mustBeConnected();
        Reply<BalanceResult> reply = lane.reply();
        read(false, true, Optional.empty(), Optional.of(reply.id()));
        return reply;
    }

    @Override
    public CompletionStage<Void> setOptions(BalancerOptions options) {
        context.change(state -> state.with(options));
        Reply<Void> reply = lane.reply();
        reply.complete(null);
        return reply;
    }

    private void mustBeConnected() {
        if (lane.manager(CallManager.class).snapshot().peer().isEmpty()) {
            throw new NoConnectionException();
        }
    }

    // ---- what happens

    private void schedule() {
        lane.schedule(START, options().startDelay());
        context.change(state -> state.scheduled(true));
        context.publish(new BalancerEvent.BalancingScheduled(options().startDelay()));
    }

    private void unschedule() {
        lane.cancel(START);
        context.change(state -> state.scheduled(false));
    }

    private void timerFired(TimerFired fired) {
        if (!fired.timer().equals(START)) {
            context.change(watch::look);
        } else {
            context.change(state -> state.scheduled(false));
            if (!context.state().active()) {
                read(true, true, Optional.empty(), Optional.empty());
            }
        }
    }

    /** Also undoes what was done for the server's command, when the camera is still ours to tell. */
    private void stop() {
        unschedule();
        watch.end();
        Optional<Reading> pending = context.state().reading();
        context.change(Balancing::stopped);
        pending.ifPresent(reading -> settle(reading, BalanceResult.LEFT_ALONE));
        if (context.state().sent().isPresent() && camera.present().isPresent()) {
            read(false, false, Optional.empty(), Optional.empty());
        }
        context.publish(new BalancerEvent.BalancingStopped());
    }

    /** The call's senders are no more; those of the next call have been told nothing. */
    private void over() {
        stop();
        context.change(state -> state.sent(Optional.empty()));
    }

    /** What was asked of the lost engine is never answered, and the connection made again has been told nothing. */
    private void restored() {
        context.change(state -> watch.resume(state, options().pollInterval()));
        if (!context.state().active()) {
            context.state().reading().ifPresent(lost -> read(false, lost.follow(), Optional.empty(), Optional.empty()));
        }
        doubt();
    }

    /** With an offer of ours the call may have told its senders otherwise, as it was asked to. */
    private void offered(CallEvent.Sdp event) {
        if (context.state().sent().isPresent() && event.originator() == Originator.LOCAL && event.type() == SdpType.OFFER) {
            doubt();
        }
    }

    private void commanded(MainCamControl event) {
        if (context.state().active()) {
            if (event.command().equals(Optional.of(MainCamCommand.MAXMAINCAMRESOLUTION))) {
                event.resolution().filter(named -> CameraTarget.size(named).isEmpty()).ifPresent(named -> LOG.warn(
                        "{}: the server's resolution '{}' is not understood: the camera is not limited", lane.connector(), named));
            }
            context.change(state -> state.wanted(event.command(), event.resolution()));
            again();
        }
    }

    /** The call itself, or a new connection, may have told the sender otherwise. */
    private void doubt() {
        context.change(Balancing::doubting);
        if (context.state().active()) {
            again();
        }
    }

    private void callChanged() {
        if (watch.trackReplaced(context.state())) {
            context.change(state -> watch.follow(state.doubting(), Picture.UNKNOWN, options().pollInterval()));
            again();
        } else if (context.state().active() && camera.wishChanged(context.state())) {
            doubt();
        }
    }

    private void again() {
        read(false, true, Optional.empty(), Optional.empty());
    }

    // ---- reading and applying

    /** Balances by a fresh reading; one under way is superseded, and its clients get the result of this one. */
    private void read(boolean starting, boolean follow, Optional<ReplyId<Void>> start, Optional<ReplyId<BalanceResult>> balance) {
        Optional<Reading> before = context.state().reading();
        Reading reading = new Reading(lane.newId("balance"),
                starting || before.map(Reading::starting).orElse(false), follow,
                Reading.with(before.map(Reading::starts).orElse(List.of()), start),
                Reading.with(before.map(Reading::balances).orElse(List.of()), balance));
        context.change(state -> state.reading(Optional.of(reading)));
        if (camera.present().isPresent()) {
            media.collectStatistics(camera.peer().orElseThrow(), reading.request());
        } else if (camera.peer().isEmpty()) {
            notRead(reading, new NoConnectionException());
        } else {
            balanced(reading, BalanceResult.LEFT_ALONE);
        }
    }

    private void collected(StatisticsCollected event) {
        Optional<Reading> reading = context.state().reading().filter(pending -> pending.request().equals(event.request()));
        if (reading.isPresent()) {
            Picture picture = camera.picture(event.entries());
            BalanceResult result = apply(picture);
            if (reading.get().follow()) {
                context.change(state -> watch.follow(state, picture, options().pollInterval()));
            }
            balanced(reading.get(), result);
        } else if (watch.isLook(context.state(), event.request())) {
            Picture before = context.state().watch().orElseThrow().picture();
            Picture now = camera.picture(event.entries());
            context.change(state -> watch.looked(state, now, options().pollInterval()));
            if (!now.equals(before)) {
                apply(now);
            }
        }
    }

    private BalanceResult apply(Picture picture) {
        if (options().ignoreForCodec().filter(codec -> picture.codec().toLowerCase(Locale.ROOT)
                .contains(codec.toLowerCase(Locale.ROOT))).isPresent()) {
            return BalanceResult.LEFT_ALONE;
        }
        Camera.Told told = camera.tell(context.state(), picture);
        context.change(state -> told.state());
        if (told.result().changed()) {
            context.publish(new BalancerEvent.ParametersUpdated(told.result().parameters().orElseThrow()));
        }
        return told.result();
    }

    private void balanced(Reading reading, BalanceResult result) {
        context.change(state -> state.reading(Optional.empty()));
        if (reading.starting() && !context.state().active()) {
            context.change(Balancing::started);
            context.publish(new BalancerEvent.BalancingStarted(options().startDelay()));
        }
        settle(reading, result);
    }

    private void settle(Reading reading, BalanceResult result) {
        reading.starts().forEach(reply -> lane.reply(reply).complete(null));
        reading.balances().forEach(reply -> lane.reply(reply).complete(result));
    }

    private void failed(PeerCommandFailed event) {
        Optional<Reading> reading = context.state().reading().filter(pending -> pending.request().equals(event.request()));
        if (reading.isPresent()) {
            notRead(reading.get(), new SipConnectorException("the camera could not be balanced: " + event.reason()));
        } else if (watch.isLook(context.state(), event.request())) {
            context.change(state -> watch.looked(state, state.watch().orElseThrow().picture(), options().pollInterval()));
        } else if (event.command().equals("setEncodings")
                && context.state().sent().filter(sent -> sent.line().equals(event.transceiver())).isPresent()) {
            LOG.warn("{}: the camera's sender could not be told: {}", lane.connector(), event.reason());
            // it may still scale as it was told before: everything is said to it next time
            context.change(Balancing::doubting);
        }
    }

    private void notRead(Reading reading, SipConnectorException error) {
        LOG.debug("startBalancing: error: {}", error.getMessage());
        context.change(state -> state.reading(Optional.empty()));
        reading.starts().forEach(reply -> lane.reply(reply).fail(error));
        reading.balances().forEach(reply -> lane.reply(reply).fail(error));
    }
}
