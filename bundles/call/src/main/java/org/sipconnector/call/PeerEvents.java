/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.media.MediaEvent;
import org.sipconnector.api.media.MediaEvent.IceStateChanged;
import org.sipconnector.api.media.MediaEvent.LocalDescription;
import org.sipconnector.api.media.MediaEvent.MediaEngineLost;
import org.sipconnector.api.media.MediaEvent.PeerCommandFailed;
import org.sipconnector.api.media.MediaEvent.PeerStateChanged;
import org.sipconnector.api.media.MediaEvent.RemoteDescriptionSet;
import org.sipconnector.api.media.MediaEvent.RolledBack;
import org.sipconnector.api.media.MediaEvent.SignalingStateChanged;
import org.sipconnector.api.media.MediaEvent.SinkRemoved;
import org.sipconnector.api.media.MediaEvent.SourceFailed;
import org.sipconnector.api.media.MediaEvent.TrackAdded;
import org.sipconnector.api.media.MediaEvent.TrackRemoved;
import org.sipconnector.api.media.PeerState;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;

/** Hears what the media engine tells about the call's two peer connections. */
final class PeerEvents {

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

    void heard(MediaEvent event) {
        if (context.isMain(event.peer()) || context.isRecv(event.peer())) {
            sourcesAndSinks(event);
        }
        if (context.isMain(event.peer())) {
            main(event);
        } else if (context.isRecv(event.peer())) {
            recv(event);
        }
    }

    /** What fails there concerns whoever gave it, not the call. */
    private void sourcesAndSinks(MediaEvent event) {
        if (event instanceof SourceFailed failed) {
            context.publish(new CallEvent.SourceFailed(failed.transceiver(), failed.reason()));
        } else if (event instanceof SinkRemoved removed && !removed.reason().isEmpty()) {
            context.publish(new CallEvent.SinkFailed(removed.track(), "sink '" + removed.sink() + "' failed: " + removed.reason()));
        } else if (event instanceof PeerCommandFailed failed && SINKS.contains(failed.command())) {
            context.publish(new CallEvent.SinkFailed(failed.transceiver(), failed.reason()));
        }
    }

    private void main(MediaEvent event) {
        if (event instanceof LocalDescription local) {
            descriptions.local(local);
        } else if (event instanceof RemoteDescriptionSet remote) {
            descriptions.remoteSet(remote);
        } else if (event instanceof PeerCommandFailed failed) {
            descriptions.failed(failed);
        } else if (event instanceof TrackAdded added) {
            tracks.added(false, added.track());
        } else if (event instanceof TrackRemoved removed) {
            tracks.removed(false, removed.track());
        } else if (event instanceof MediaEngineLost lost) {
            restoring.lost(lost);
        } else if (event instanceof PeerStateChanged changed && changed.state() == PeerState.CONNECTED) {
            restoring.connected();
        } else if (failed(event)) {
            // nobody's wish: told as the network's doing, so that the call may be set up again
            ending.terminate(SipCause.RTP_TIMEOUT, Optional.of(NO_MEDIA),
                    Optional.of(SipFailure.system(SipCause.RTP_TIMEOUT, "no media")));
        }
    }

    private void recv(MediaEvent event) {
        if (event instanceof LocalDescription local) {
            recvNegotiation.offerMade(local.request(), local.sdp());
        } else if (event instanceof RemoteDescriptionSet remote) {
            recvNegotiation.remoteSet(remote.request());
        } else if (event instanceof RolledBack back) {
            recvNegotiation.rolledBack(back.request());
        } else if (event instanceof PeerCommandFailed failed) {
            recvNegotiation.commandFailed(failed);
        } else if (event instanceof TrackAdded added) {
            tracks.added(true, added.track());
            recv.trackAdded();
        } else if (event instanceof TrackRemoved removed) {
            tracks.removed(true, removed.track());
        } else if (event instanceof SignalingStateChanged changed) {
            recvNegotiation.signaling(changed.state());
        } else if (event instanceof PeerStateChanged changed) {
            recvNegotiation.peerState(changed.state());
        } else if (event instanceof MediaEngineLost lost) {
            recvNegotiation.lost(lost);
        }
    }

    /** The other side cannot be reached any more. */
    private static boolean failed(MediaEvent event) {
        return event instanceof IceStateChanged ice && ice.state().equalsIgnoreCase("failed")
                || event instanceof PeerStateChanged peer && peer.state() == PeerState.FAILED;
    }
}
