/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpEncodingParameters;
import dev.onvoid.webrtc.RTCRtpTransceiverDirection;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSignalingState;
import java.util.ArrayList;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.SignalingState;
import org.sipconnector.spi.media.TransceiverSettings;

/** Our words and the library's for the same things. */
final class LibraryTypes {

    static final int LARGEST_SCALE = 1_000;
    private static final int LARGEST_BITRATE = 1_000_000_000;

    private LibraryTypes() {}

    static RTCRtpTransceiverDirection direction(Direction direction) {
        return switch (direction) {
            case SENDRECV -> RTCRtpTransceiverDirection.SEND_RECV;
            case SENDONLY -> RTCRtpTransceiverDirection.SEND_ONLY;
            case RECVONLY -> RTCRtpTransceiverDirection.RECV_ONLY;
            case INACTIVE -> RTCRtpTransceiverDirection.INACTIVE;
        };
    }

    static Direction direction(RTCRtpTransceiverDirection direction) {
        return switch (direction) {
            case SEND_RECV -> Direction.SENDRECV;
            case SEND_ONLY -> Direction.SENDONLY;
            case RECV_ONLY -> Direction.RECVONLY;
            case INACTIVE, STOPPED -> Direction.INACTIVE;
        };
    }

    static PeerState state(RTCPeerConnectionState state) {
        return PeerState.valueOf(state.name());
    }

    static SignalingState state(RTCSignalingState state) {
        return SignalingState.valueOf(state.name().replace("PR_ANSWER", "PRANSWER"));
    }

    static RTCSdpType type(SdpType type) {
        return switch (type) {
            case OFFER -> RTCSdpType.OFFER;
            case PRANSWER -> RTCSdpType.PR_ANSWER;
            case ANSWER -> RTCSdpType.ANSWER;
            case ROLLBACK -> RTCSdpType.ROLLBACK;
        };
    }

    static RTCRtpTransceiverInit init(TransceiverSettings settings) {
        RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
        init.direction = direction(settings.direction());
        init.streamIds = new ArrayList<>(settings.streams());
        init.sendEncodings = new ArrayList<>();
        for (SendEncoding encoding : settings.encodings()) {
            RTCRtpEncodingParameters parameters = new RTCRtpEncodingParameters();
            copy(encoding, parameters);
            init.sendEncodings.add(parameters);
        }
        return init;
    }

    /** The frame rate is not among them: the library does not keep it, so our pacing does. */
    static void copy(SendEncoding from, RTCRtpEncodingParameters to) {
        check(from);
        to.active = from.active();
        to.maxBitrate = from.maxBitrate().isPresent() ? from.maxBitrate().getAsInt() : null;
        to.scaleResolutionDownBy = from.scaleResolutionDownBy().isPresent() ? from.scaleResolutionDownBy().getAsDouble() : null;
    }

    /** @throws IllegalArgumentException for values that the library would end the process over */
    static void check(SendEncoding encoding) {
        double scale = encoding.scaleResolutionDownBy().orElse(1);
        int bitrate = encoding.maxBitrate().orElse(1);
        if (!(scale >= 1 && scale <= LARGEST_SCALE) || bitrate < 1 || bitrate > LARGEST_BITRATE) {
            throw new IllegalArgumentException("scale " + scale + " must be 1 to " + LARGEST_SCALE + ", bitrate " + bitrate
                    + " must be 1 to " + LARGEST_BITRATE);
        }
    }
}
