/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.kernel.EventHandlers;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.MediaEvent.IceStateChanged;
import org.sipconnector.spi.media.MediaEvent.LocalDescription;
import org.sipconnector.spi.media.MediaEvent.MediaEngineLost;
import org.sipconnector.spi.media.MediaEvent.PeerCommandFailed;
import org.sipconnector.spi.media.MediaEvent.PeerStateChanged;
import org.sipconnector.spi.media.MediaEvent.RemoteDescriptionSet;
import org.sipconnector.spi.media.MediaEvent.RolledBack;
import org.sipconnector.spi.media.MediaEvent.SignalingStateChanged;
import org.sipconnector.spi.media.MediaEvent.SinkRemoved;
import org.sipconnector.spi.media.MediaEvent.SourceFailed;
import org.sipconnector.spi.media.MediaEvent.TrackAdded;
import org.sipconnector.spi.media.MediaEvent.TrackRemoved;
import org.sipconnector.spi.media.PeerState;

/** Hears what the media engine tells about the call's two peer connections. */
final class PeerEvents {

    static final EventHandlers<PeerEvents> HANDLERS = EventHandlers.<PeerEvents>of()
            // what fails there concerns whoever gave it, not the call
            .on(SourceFailed.class, ofCall(PeerEvents::sourceFailed))
            .on(SinkRemoved.class, ofCall(PeerEvents::sinkRemoved))
            .on(PeerCommandFailed.class, ofCall(PeerEvents::sinkFailed))

            .on(LocalDescription.class, ofMain((own, local) -> own.restoring.reopened()))
            .on(LocalDescription.class, ofMain((own, local) -> own.descriptions.local(local)))
            .on(RemoteDescriptionSet.class, ofMain((own, remote) -> own.descriptions.remoteSet(remote)))
            .on(PeerCommandFailed.class, ofMain((own, failed) -> own.descriptions.failed(failed)))
            .on(TrackAdded.class, ofMain((own, added) -> own.tracks.added(false, added.track())))
            .on(TrackRemoved.class, ofMain((own, removed) -> own.tracks.removed(false, removed.track())))
            .on(MediaEngineLost.class, ofMain((own, lost) -> own.restoring.lost(lost)))
            .on(PeerStateChanged.class, ofMain((own, changed) -> own.mainState(changed.state())))
            .on(IceStateChanged.class, ofMain((own, changed) -> own.mainIce(changed.state())))

            .on(LocalDescription.class, ofRecv((own, local) -> own.recvNegotiation.offerMade(local.request(), local.sdp())))
            .on(RemoteDescriptionSet.class, ofRecv((own, remote) -> own.recvNegotiation.remoteSet(remote.request())))
            .on(RolledBack.class, ofRecv((own, back) -> own.recvNegotiation.rolledBack(back.request())))
            .on(PeerCommandFailed.class, ofRecv((own, failed) -> own.recvNegotiation.commandFailed(failed)))
            .on(TrackAdded.class, ofRecv(PeerEvents::recvTrackAdded))
            .on(TrackRemoved.class, ofRecv((own, removed) -> own.tracks.removed(true, removed.track())))
            .on(SignalingStateChanged.class, ofRecv((own, changed) -> own.recvNegotiation.signaling(changed.state())))
            .on(PeerStateChanged.class, ofRecv((own, changed) -> own.recvNegotiation.peerState(changed.state())))
            .on(MediaEngineLost.class, ofRecv((own, lost) -> own.recvNegotiation.lost(lost)));

    private static final Set<String> SINKS = Set.of("addSink", "removeSink");
    private static final String NO_MEDIA = "SIP ;cause=408 ;text=\"RTP Timeout\"";

    private final CallContext context;
    private final Ending ending;
    private final Restoring restoring;
    private final Descriptions descriptions;
    private final RecvNegotiation recvNegotiation;
    private final RecvLegs recv;
    private final RemoteTracks tracks;

    PeerEvents(CallContext context, Ending ending, Restoring restoring, Descriptions descriptions, RecvNegotiation recvNegotiation, RecvLegs recv,
            RemoteTracks tracks) {
        this.context = context;
        this.ending = ending;
        this.restoring = restoring;
        this.descriptions = descriptions;
        this.recvNegotiation = recvNegotiation;
        this.recv = recv;
        this.tracks = tracks;
    }

    private static <E extends MediaEvent> BiConsumer<PeerEvents, E> ofCall(BiConsumer<PeerEvents, E> handler) {
        return of((own, peer) -> own.context.isMain(peer) || own.context.isRecv(peer), handler);
    }

    private static <E extends MediaEvent> BiConsumer<PeerEvents, E> ofMain(BiConsumer<PeerEvents, E> handler) {
        return of((own, peer) -> own.context.isMain(peer), handler);
    }

    private static <E extends MediaEvent> BiConsumer<PeerEvents, E> ofRecv(BiConsumer<PeerEvents, E> handler) {
        return of((own, peer) -> own.context.isRecv(peer), handler);
    }

    private static <E extends MediaEvent> BiConsumer<PeerEvents, E> of(BiPredicate<PeerEvents, PeerId> connection,
            BiConsumer<PeerEvents, E> handler) {
        return (own, event) -> {
            if (connection.test(own, event.peer())) {
                handler.accept(own, event);
            }
        };
    }

    private void sourceFailed(SourceFailed failed) {
        context.publish(new CallEvent.SourceFailed(failed.transceiver(), failed.reason()));
    }

    private void sinkRemoved(SinkRemoved removed) {
        if (!removed.reason().isEmpty()) {
            context.publish(new CallEvent.SinkFailed(removed.track(), "sink '" + removed.sink() + "' failed: " + removed.reason()));
        }
    }

    private void sinkFailed(PeerCommandFailed failed) {
        if (SINKS.contains(failed.command())) {
            context.publish(new CallEvent.SinkFailed(failed.transceiver(), failed.reason()));
        }
    }

    private void mainState(PeerState state) {
        if (state == PeerState.CONNECTED) {
            restoring.connected();
        } else if (state == PeerState.FAILED) {
            unreachable();
        }
    }

    private void mainIce(String state) {
        if (state.equalsIgnoreCase("failed")) {
            unreachable();
        }
    }

    /** Nobody's wish: told as the network's doing, so that the call may be set up again. */
    private void unreachable() {
        ending.terminate(SipCause.RTP_TIMEOUT, Optional.of(NO_MEDIA), Optional.of(SipFailure.system(SipCause.RTP_TIMEOUT, "no media")));
    }

    private void recvTrackAdded(TrackAdded added) {
        tracks.added(true, added.track());
        recv.trackAdded();
    }
}
