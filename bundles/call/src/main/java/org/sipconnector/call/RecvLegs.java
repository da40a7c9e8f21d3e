/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.call.QualityResult;
import org.sipconnector.api.call.RecvQuality;
import org.sipconnector.api.call.RecvSessionException;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.conferencestate.InRoomCredentials;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.call.RecvExchange.Step;
import org.sipconnector.call.RecvLeg.Requality;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TransceiverSettings;

/** Starts and stops the receive-only leg of a spectator: one audio and four video lines, offered without candidates. */
final class RecvLegs {

    static final String RETRY_TIMER = "recv-retry";
    static final String READY_TIMER = "recv-ready";
    static final String TRACKS_TIMER = "recv-tracks";
    static final Duration TRACKS_WITHIN = Duration.ofSeconds(10);

    private static final List<String> VIDEO_LINES =
            List.of("recv-video", "recv-content-1", "recv-content-2", "recv-content-3");

    private final CallContext context;
    private final RemoteTracks tracks;

    RecvLegs(CallContext context, RemoteTracks tracks) {
        this.context = context;
        this.tracks = tracks;
    }

    Optional<RecvLeg> leg() {
        return context.call().watching().recv();
    }

    void change(UnaryOperator<RecvLeg> change) {
        context.change(call -> call.with(call.watching().with(call.watching().recv().map(change))));
    }

    /**
     * Opens a leg in place of any former one; it is still to be negotiated. The replies hear true when audio and video
     * have arrived. False when the room's token is not known: then nothing happens.
     */
    boolean open(String audioChannel, RecvQuality quality, boolean silent, List<ReplyId<Boolean>> starters, Optional<Requality> requality) {
        Optional<InRoomCredentials> room = room();
        if (room.isEmpty()) {
            return false;
        }
        stop(silent);
        PeerId peer = new PeerId(context.lane.newId("recv-peer"));
        RecvLeg leg = RecvLeg.opening(peer, room.get().conference(), audioChannel, quality, silent, starters, requality);
        context.change(call -> call.with(call.watching().with(Optional.of(leg)).deferring(false)));
        context.media.open(context.lane.connector(), peer, settings(context));
        context.media.addTransceiver(peer, TransceiverSettings.receiving("recv-audio", MediaKind.AUDIO));
        VIDEO_LINES.forEach(line -> context.media.addTransceiver(peer, TransceiverSettings.receiving(line, MediaKind.VIDEO)));
        return true;
    }

    static PeerSettings settings(CallContext context) {
        return PeerSettings.of(SetUp.iceServers(context)).withoutGathering();
    }

    /** Stops; whoever waits hears that it was cancelled. */
    void stop(boolean silent) {
        leg().ifPresent(leg -> {
            drop(new RecvSessionException("canceled", true));
            if (!silent) {
                context.publish(new CallEvent.RecvSessionEnded(leg.peer()));
            }
        });
    }

    /** Frees everything without a word; whoever waits hears this error. */
    void drop(RecvSessionException error) {
        leg().ifPresent(leg -> {
            quiet(leg);
            context.media.close(leg.peer());
            context.change(call -> call.with(call.watching().with(Optional.empty())));
            tracks.forgetRecvLeg();
            fail(leg.starters(), error);
            fail(leg.exchange().waiters(), error);
            leg.requality().ifPresent(change -> fail(List.of(change.reply()), error));
        });
    }

    /** Stops whatever the leg's negotiation waits for outside the media engine. */
    void quiet(RecvLeg leg) {
        leg.exchange().http().ifPresent(context.http::cancel);
        List.of(RETRY_TIMER, READY_TIMER, TRACKS_TIMER).forEach(context.lane::cancel);
    }

    void fail(List<? extends ReplyId<?>> replies, RecvSessionException error) {
        replies.forEach(reply -> context.lane.reply(reply).fail(error));
    }

    /** Awaits audio and video, unless they have arrived before. */
    void awaitTracks() {
        if (!leg().orElseThrow().started()) {
            change(leg -> leg.exchanging(exchange -> exchange.at(Step.AWAITING_TRACKS)));
            context.lane.schedule(TRACKS_TIMER, TRACKS_WITHIN);
            trackAdded();
        }
    }

    /** Another track may complete the start. */
    void trackAdded() {
        RecvLeg leg = leg().orElseThrow();
        if (leg.at(Step.AWAITING_TRACKS) && has(MediaKind.AUDIO) && has(MediaKind.VIDEO)) {
            context.lane.cancel(TRACKS_TIMER);
            change(RecvLeg::settled);
            if (!leg.silent()) {
                context.publish(new CallEvent.RecvSessionStarted(leg.peer()));
            }
            leg.starters().forEach(reply -> context.lane.reply(reply).complete(true));
            leg.requality().ifPresent(change -> changed(leg, change));
        }
    }

    /** Tells that a change of quality is in force. */
    void changed(RecvLeg leg, Requality change) {
        context.publish(new CallEvent.RecvQualityChanged(change.previous(), leg.quality(), leg.quality().effective()));
        if (change.inPlace()) {
            context.lane.reply(change.reply())
                    .complete(new QualityResult(true, Optional.of(leg.quality().effective())));
        } else {
            context.lane.reply(change.reply()).complete(true);
        }
    }

    Optional<InRoomCredentials> room() {
        return context.lane.has(ConferenceStateManager.class)
                ? context.lane.manager(ConferenceStateManager.class).inRoomCredentials()
                : Optional.empty();
    }

    private boolean has(MediaKind kind) {
        return context.call().received().recv().stream().flatMap(stream -> stream.tracks().stream())
                .anyMatch(track -> track.kind() == kind);
    }
}
