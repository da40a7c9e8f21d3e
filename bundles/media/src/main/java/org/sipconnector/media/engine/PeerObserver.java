/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceConnectionState;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCSignalingState;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.SignalingState;

/** Takes the library's callbacks and hands them to the connection's sequence, nothing else: see {@link Natives}. */
final class PeerObserver implements PeerConnectionObserver {

    /** What a connection wants to hear, on its sequence. */
    interface Listener {

        void signaling(SignalingState state);

        void connection(PeerState state);

        void ice(String state);

        /**
         * A candidate was found.
         *
         * @param mid  the media line it belongs to
         * @param text as {@code candidate:…} (RFC 8839)
         */
        void candidate(String mid, String text);

        void gathered();
    }

    private final Executor sequence;
    private final Listener listener;

    PeerObserver(Executor sequence, Listener listener) {
        this.sequence = sequence;
        this.listener = listener;
    }

    @Override
    public void onSignalingChange(RTCSignalingState state) {
        handOver(() -> listener.signaling(LibraryTypes.state(state)));
    }

    @Override
    public void onConnectionChange(RTCPeerConnectionState state) {
        handOver(() -> listener.connection(LibraryTypes.state(state)));
    }

    @Override
    public void onStandardizedIceConnectionChange(RTCIceConnectionState state) {
        handOver(() -> listener.ice(state.name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public void onIceCandidate(RTCIceCandidate candidate) {
        handOver(() -> listener.candidate(candidate.sdpMid, candidate.sdp));
    }

    @Override
    public void onIceGatheringChange(RTCIceGatheringState state) {
        if (state == RTCIceGatheringState.COMPLETE) {
            handOver(() -> listener.gathered());
        }
    }

    private void handOver(Runnable news) {
        Natives.guard(() -> sequence.execute(news));
    }
}
