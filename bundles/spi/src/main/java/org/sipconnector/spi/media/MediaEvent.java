/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.media;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.SdpType;

/** What the media foundation tells the owner of a peer connection. */
public sealed interface MediaEvent extends Event {

    PeerId peer();

    /** The local description is set and complete with candidates as {@link PeerSettings} wants. */
    record LocalDescription(PeerId peer, String request, SdpType type, String sdp) implements MediaEvent {
        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    record RemoteDescriptionSet(PeerId peer, String request, SdpType type) implements MediaEvent {}

    record RolledBack(PeerId peer, String request) implements MediaEvent {}

    /**
     * A command failed; the peer connection is as before.
     *
     * @param transceiver the line it was for, or whose source a {@code setRemote} could not have; else empty
     * @param request     its request id, empty for commands without one
     * @param command     the command's name, such as {@code createOffer}
     */
    record PeerCommandFailed(PeerId peer, String transceiver, String request, String command, String reason) implements MediaEvent {

        /** Of a command of the whole connection. */
        public PeerCommandFailed(PeerId peer, String request, String command, String reason) {
            this(peer, "", request, command, reason);
        }
    }

    /** A line sends that track now, as addTransceiver or replaceTrack wanted; absent for nothing. */
    record TrackReplaced(PeerId peer, String transceiver, Optional<LocalTrack> track) implements MediaEvent {}

    /**
     * A source fails while it is sent: a service that throws, a file that cannot be read any more. Silence or nothing is sent
     * in its place until it recovers, and the connection goes on. Told once, and again when it had recovered for a second.
     *
     * @param reason names the source and what it threw
     */
    record SourceFailed(PeerId peer, String transceiver, LocalTrack track, String reason) implements MediaEvent {}

    record PeerStateChanged(PeerId peer, PeerState state) implements MediaEvent {}

    record IceStateChanged(PeerId peer, String state) implements MediaEvent {}

    record SignalingStateChanged(PeerId peer, SignalingState state) implements MediaEvent {}

    record TrackAdded(PeerId peer, RemoteTrack track) implements MediaEvent {}

    /** The other side no longer sends the track. */
    record TrackRemoved(PeerId peer, RemoteTrack track) implements MediaEvent {}

    /**
     * Nothing came on the track for two seconds although the other side may send, or something comes again. A picture that
     * never began counts, whether no packets come or none can be decoded.
     */
    record TrackMuteChanged(PeerId peer, RemoteTrack track, boolean muted) implements MediaEvent {}

    /** The first frame or audible sound of a remote track was decoded. */
    record FirstMedia(PeerId peer, RemoteTrack track) implements MediaEvent {}

    /**
     * The statistics of a peer connection.
     *
     * @param entries one map an entry, W3C names and values (webrtc-stats), each with {@code id}, {@code type} and
     *                {@code timestamp} in milliseconds; values are Number, String, Boolean or a list or map of them.
     *                Streams come in the order of their media lines and carry {@code mid}; each media line is an entry
     *                of type {@code transceiver}, in order, with {@code mid}, {@code name}, {@code kind} and, when it has
     *                them, the ids {@code senderTrack} and {@code receiverTrack}; each receiver's first
     *                synchronization source is an entry of type {@code synchronization-source} with
     *                {@code trackIdentifier}, {@code mid}, {@code source}, {@code rtpTimestamp} and {@code audioLevel}
     */
    record StatisticsCollected(PeerId peer, String request, List<Map<String, Object>> entries) implements MediaEvent {}

    /** A telephone key was played; an empty tone says that all are done. */
    record TonePlayed(PeerId peer, String transceiver, String tone) implements MediaEvent {}

    /** The sink hears nothing more and is complete; the reason is empty when it was asked for or the track ended. */
    record SinkRemoved(PeerId peer, String track, String sink, String reason) implements MediaEvent {}

    record PeerClosed(PeerId peer) implements MediaEvent {}

    /**
     * The engine died or was replaced, and the peer connection is gone with it. Nothing more comes of it, unless its
     * owner has it made again under the same id: {@link MediaEngine#reopen}.
     *
     * @param blueprint what that takes; empty when it would not help, because no engine can be had or the connection
     *                  has not been connected since it was reopened before
     */
    record MediaEngineLost(PeerId peer, String reason, Optional<PeerConnectionState> blueprint) implements MediaEvent {

        /** The reason when the engine was stopped, as for an update. */
        public static final String STOPPED = "the media engine has ended";

        /** Lost for good. */
        public MediaEngineLost(PeerId peer, String reason) {
            this(peer, reason, Optional.empty());
        }

        /** Whether the engine was stopped; else it failed, or its process did. */
        public boolean stopped() {
            return reason.equals(STOPPED);
        }
    }
}
