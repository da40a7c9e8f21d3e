/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipFailure;

/**
 * What happens to the call. There is one call at a time; what comes between its beginning and its end is about that one. Its
 * beginning and its end name it by the peer connection of its main leg, as the snapshot does, since whoever hears of them may be
 * about to make the next call. A call manager of a version that named no call leaves the name out, and means the call that is up.
 */
public sealed interface CallEvent extends Event {

    /**
     * A call is about to be made or answered.
     *
     * @param peer names it by its main connection, which does not exist yet
     */
    record StartCall(String number, boolean answering, List<Header> headers, Optional<PeerId> peer) implements CallEvent {

        public StartCall {
            peer = peer == null ? Optional.empty() : peer;
        }

        /** Of a version that named no call. */
        public StartCall(String number, boolean answering, List<Header> headers) {
            this(number, answering, headers, Optional.empty());
        }

        @Override
        public String name() {
            return "call:start-call";
        }
    }

    /**
     * The call is about to be ended by this side.
     *
     * @param peer names the call
     */
    record EndCall(Optional<PeerId> peer) implements CallEvent {

        public EndCall {
            peer = peer == null ? Optional.empty() : peer;
        }

        /** Of a version that named no call. */
        public EndCall() {
            this(Optional.empty());
        }

        @Override
        public String name() {
            return "call:end-call";
        }
    }

    /** The main leg's peer connection exists. */
    record PeerConnection(PeerId peer) implements CallEvent {
        @Override
        public String name() {
            return "call:peerconnection";
        }
    }

    record Connecting(String number) implements CallEvent {
        @Override
        public String name() {
            return "call:connecting";
        }
    }

    /** The INVITE is being sent. */
    record Sending(DialogId dialog) implements CallEvent {
        @Override
        public String name() {
            return "call:sending";
        }
    }

    record Progress(int status, String reason) implements CallEvent {
        @Override
        public String name() {
            return "call:progress";
        }
    }

    record Accepted(DialogId dialog) implements CallEvent {
        @Override
        public String name() {
            return "call:accepted";
        }
    }

    record PeerConnectionConfirmed(PeerId peer) implements CallEvent {
        @Override
        public String name() {
            return "call:peerconnection:confirmed";
        }
    }

    /** The main leg's peer connection is gone with its media engine; it is being made again, and the call renegotiated. */
    record MediaLost(PeerId peer, String reason) implements CallEvent {
        @Override
        public String name() {
            return "call:media-lost";
        }
    }

    /** The main leg's peer connection was made again and is connected. */
    record MediaRestored(PeerId peer) implements CallEvent {
        @Override
        public String name() {
            return "call:media-restored";
        }
    }

    record Confirmed(DialogId dialog) implements CallEvent {
        @Override
        public String name() {
            return "call:confirmed";
        }
    }

    /**
     * The established call is over.
     *
     * @param peer names the call; the connection is gone
     */
    record Ended(SipFailure end, Optional<PeerId> peer) implements CallEvent {

        public Ended {
            peer = peer == null ? Optional.empty() : peer;
        }

        /** Of a version that named no call. */
        public Ended(SipFailure end) {
            this(end, Optional.empty());
        }

        @Override
        public String name() {
            return "call:ended";
        }
    }

    /**
     * The call is over before it was established, or this side declared it failed.
     *
     * @param peer names the call; the connection is gone
     */
    record Failed(SipFailure failure, Optional<PeerId> peer) implements CallEvent {

        public Failed {
            peer = peer == null ? Optional.empty() : peer;
        }

        /** Of a version that named no call. */
        public Failed(SipFailure failure) {
            this(failure, Optional.empty());
        }

        @Override
        public String name() {
            return "call:failed";
        }
    }

    /**
     * In addition to {@link Ended} or {@link Failed} when the other side ended it.
     *
     * @param peer names the call; the connection is gone
     */
    record EndedFromServer(SipFailure end, Optional<PeerId> peer) implements CallEvent {

        public EndedFromServer {
            peer = peer == null ? Optional.empty() : peer;
        }

        /** Of a version that named no call. */
        public EndedFromServer(SipFailure end) {
            this(end, Optional.empty());
        }

        @Override
        public String name() {
            return "call:ended:fromserver";
        }
    }

    record CallStatusChanged(boolean active) implements CallEvent {
        @Override
        public String name() {
            return "call:call-status-changed";
        }
    }

    /** A tone was sent or has come. */
    record NewDtmf(Originator originator, String tone) implements CallEvent {
        @Override
        public String name() {
            return "call:newDTMF";
        }
    }

    /**
     * An INFO of another content type than DTMF has come.
     *
     * @param body its body, empty when there was none
     */
    record NewInfo(Originator originator, String contentType, String body) implements CallEvent {

        public NewInfo {
            body = body == null ? "" : body;
        }

        @Override
        public String name() {
            return "call:newInfo";
        }

        @Override
        public String toString() {
            return Masking.record(this);
        }
    }

    /** The other side renegotiates by re-INVITE. */
    record Reinvite() implements CallEvent {
        @Override
        public String name() {
            return "call:reinvite";
        }
    }

    /** The other side renegotiates by UPDATE (RFC 3311). */
    record Update() implements CallEvent {
        @Override
        public String name() {
            return "call:update";
        }
    }

    record Refer(List<Header> headers) implements CallEvent {
        @Override
        public String name() {
            return "call:refer";
        }
    }

    /** The other side no longer receives (RFC 3264 section 8.4). */
    record Hold(Originator originator) implements CallEvent {
        @Override
        public String name() {
            return "call:hold";
        }
    }

    record Unhold(Originator originator) implements CallEvent {
        @Override
        public String name() {
            return "call:unhold";
        }
    }

    /** Something more is muted, at once; {@code now} is all that is. */
    record Muted(MutedMedia now) implements CallEvent {
        @Override
        public String name() {
            return "call:muted";
        }
    }

    /** Something is sent again; {@code now} is all that is still muted. */
    record Unmuted(MutedMedia now) implements CallEvent {
        @Override
        public String name() {
            return "call:unmuted";
        }
    }

    /** A description was made here or has come. */
    record Sdp(Originator originator, SdpType type, String sdp) implements CallEvent {
        @Override
        public String name() {
            return "call:sdp";
        }

        @Override
        public String toString() {
            return "Sdp[" + originator + " " + type + ", " + sdp.length() + " characters]";
        }
    }

    /**
     * A step of a negotiation failed at the media engine.
     *
     * @param step {@code createoffer}, {@code createanswer}, {@code setlocaldescription} or {@code setremotedescription}
     */
    record NegotiationFailed(String step, String reason) implements CallEvent {
        @Override
        public String name() {
            return "call:peerconnection:" + step + "failed";
        }
    }

    /**
     * A source of this side could not be opened, or fails while it is sent: what was sent before, or silence, is sent instead,
     * and the call goes on.
     *
     * @param reason names the source and says why
     */
    record SourceFailed(String transceiver, String reason) implements CallEvent {
        @Override
        public String name() {
            return "call:getusermediafailed";
        }
    }

    /**
     * A sink on a received track could not be opened, or failed and hears no more; the call goes on.
     *
     * @param reason names the sink and says why
     */
    record SinkFailed(String transceiver, String reason) implements CallEvent {
        @Override
        public String name() {
            return "call:sinkfailed";
        }
    }

    /** A remote track has come on the main leg. */
    record TrackReceived(RemoteTrack track) implements CallEvent {
        @Override
        public String name() {
            return "call:peerconnection:ontrack";
        }
    }

    /** A media line with a track of ours was added to the main leg. */
    record TransceiverAdded(PeerId peer, String transceiver, LocalTrack track) implements CallEvent {
        @Override
        public String name() {
            return "call:transceiver-added";
        }
    }

    /** A track of the active leg was added or removed. */
    record RemoteTracksChanged(RemoteStreams streams, boolean added, String track, String participant) implements CallEvent {
        @Override
        public String name() {
            return "call:remote-tracks-changed";
        }
    }

    record RemoteStreamsChanged(RemoteStreams streams) implements CallEvent {
        @Override
        public String name() {
            return "call:remote-streams-changed";
        }
    }

    record ContentedStreamChanged(RemotePresentation contented) implements CallEvent {
        @Override
        public String name() {
            return contented.available() ? "contented-stream:available" : "contented-stream:not-available";
        }
    }

    /** Not published when a call's end resets the role. */
    record RoleChanged(CallRole previous, CallRole role) implements CallEvent {
        @Override
        public String name() {
            return "call:role-changed";
        }
    }

    record RecvSessionStarted(PeerId peer) implements CallEvent {
        @Override
        public String name() {
            return "call:recv-session-started";
        }
    }

    record RecvSessionEnded(PeerId peer) implements CallEvent {
        @Override
        public String name() {
            return "call:recv-session-ended";
        }
    }

    record RecvQualityChanged(RecvQuality previous, RecvQuality quality, RecvQuality effective) implements CallEvent {
        @Override
        public String name() {
            return "call:recv-quality-changed";
        }
    }
}
