/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.stats;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.stats.StatsEvent;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.stats.StatsSnapshot;
import org.sipconnector.api.stats.StopReason;
import org.sipconnector.api.stats.Strictness;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerContext;
import org.sipconnector.kernel.Outcome;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.TimerFired;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;
import org.sipconnector.spi.media.MediaEvent.PeerCommandFailed;
import org.sipconnector.spi.media.MediaEvent.StatisticsCollected;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The manager: reads by a timer while a call is up, at most one reading at a time. */
final class DefaultStatsManager implements StatsManager, Manager {

    private static final EventHandlers<DefaultStatsManager> HANDLERS = EventHandlers.<DefaultStatsManager>of()
            .on(CallEvent.PeerConnectionConfirmed.class, (own, event) -> own.start())
            .on(CallEvent.RecvSessionStarted.class, (own, event) -> own.startAnew(StopReason.RECV_SESSION_STARTED))
            .on(CallEvent.RecvSessionEnded.class, (own, event) -> own.startAnew(StopReason.RECV_SESSION_ENDED))
            .on(CallEvent.RecvQualityChanged.class, (own, event) -> own.startAnew(StopReason.RECV_QUALITY_CHANGED))
            .on(CallEvent.Ended.class, (own, event) -> own.stop(StopReason.CALL_ENDED))
            .on(CallEvent.Failed.class, (own, event) -> own.stop(StopReason.CALL_ENDED))
            .on(CallEvent.RoleChanged.class, (own, event) -> own.resume())
            .on(CallEvent.MediaRestored.class, (own, event) -> own.restored())
            .on(StatisticsCollected.class, DefaultStatsManager::collected)
            .on(PeerCommandFailed.class, DefaultStatsManager::failed)
            .on(MediaEngineLost.class, (own, lost) -> own.lost())
            .on(TimerFired.class, DefaultStatsManager::timerFired);

    private static final Logger LOG = LoggerFactory.getLogger(DefaultStatsManager.class);
    private static final String TIMER = "collect";
    /** A reading that is not there by then never will be: its connection is gone. */
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private record BitrateReported() implements Step<Void> {}

    private final ManagerContext<Collecting, StatsSnapshot> context;
    private final Lane lane;
    private final MediaEngine media;
    private final OutgoingVideo outgoing;

    DefaultStatsManager(ManagerContext<Collecting, StatsSnapshot> context, MediaEngine media) {
        this.context = context;
        this.lane = context.lane();
        this.media = media;
        outgoing = new OutgoingVideo(context);
        lane.on(HANDLERS, this);
        lane.onOutcome(BitrateReported.class, (step, outcome) -> reported(outcome));
    }

    @Override
    public StatsSnapshot snapshot() {
        return context.snapshot();
    }

    @Override
    public Handover handOver() {
        return context.handOver();
    }

    @Override
    public CompletionStage<Void> waitForOutboundVideoPackets(String track, Duration timeout, Strictness strictness) {
        return outgoing.await(track, timeout, strictness);
    }

    private void start() {
        lane.schedule(TIMER, ReadingInterval.BASE);
        context.change(Collecting::started);
    }

    private void stop(StopReason reason) {
        lane.cancel(TIMER);
        context.change(Collecting::stopped);
        context.publish(new StatsEvent.Stopped(reason));
    }

    private void startAnew(StopReason reason) {
        stop(reason);
        start();
    }

    private void timerFired(TimerFired fired) {
        if (fired.timer().equals(TIMER)) {
            read();
        } else {
            outgoing.timedOut(fired.timer());
        }
    }

    private void read() {
        Optional<PeerId> peer = lane.manager(CallManager.class).snapshot().activePeer();
        if (peer.isEmpty()) {
            LOG.debug("{}: failed to collect statistics: peerConnection is not defined", lane.connector());
            goOn();
            return;
        }
        String request = lane.newId("stats");
        lane.schedule(TIMER, WITHIN);
        context.change(state -> state.reading(request, lane.now()));
        media.collectStatistics(peer.get(), request);
    }

    private void collected(StatisticsCollected event) {
        if (!context.state().request().equals(Optional.of(event.request()))) {
            return;
        }
        Duration took = Duration.between(context.state().asked().orElseThrow(), lane.now());
        context.change(state -> state.collected(Report.read(event.entries())));
        context.publish(new StatsEvent.Collected(context.state().current().orElseThrow()));
        outgoing.collected();
        reportBitrate();
        lane.schedule(TIMER, ReadingInterval.after(took));
    }

    private void failed(PeerCommandFailed event) {
        if (context.state().request().equals(Optional.of(event.request()))) {
            LOG.warn("{}: failed to collect statistics: {}", lane.connector(), event.reason());
            goOn();
            context.publish(new StatsEvent.Failed(event.reason()));
        }
    }

    /** What was asked of an engine that is gone is never answered; the connection may be made again. */
    private void lost() {
        if (context.state().request().isPresent()) {
            start();
        }
    }

    /** The connection was made again: its counters are, too, and the readings of the former say nothing about it. */
    private void restored() {
        context.change(Collecting::stopped);
        start();
    }

    /** After a reading that could not be made: slowly while the call is up, else no more until the next start. */
    private void goOn() {
        if (callIsUp()) {
            lane.schedule(TIMER, ReadingInterval.LONGEST);
            context.change(Collecting::started);
        } else {
            lane.cancel(TIMER);
            context.change(Collecting::halted);
        }
    }

    /** Another connection may be the active one now. */
    private void resume() {
        if (context.state().requested() && callIsUp()) {
            start();
        }
    }

    private boolean callIsUp() {
        return lane.manager(CallManager.class).snapshot().state().active();
    }

    private void reportBitrate() {
        StatsSnapshot now = snapshot();
        if (now.availableIncomingBitrateChangedQuarter() && lane.has(ServerApiManager.class)) {
            lane.expect(lane.manager(ServerApiManager.class)
                    .sendStats(now.availableIncomingBitrate().orElseThrow()), new BitrateReported());
        }
    }

    private void reported(Outcome<Void> outcome) {
        if (!outcome.succeeded()) {
            LOG.debug("Failed to send stats: {}", outcome.error().toString());
        }
    }
}
