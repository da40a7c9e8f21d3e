/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCAnswerOptions;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceGatheringState;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.RTCStatsCollectorCallback;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The one owner of a peer connection of the library. Transceivers, and what belongs to them, can die at any moment while a
 * description is being set; so nobody has them but through a {@link TransceiverHandle}, which is refused meanwhile and
 * afterwards knows whether it still lives. Used on the connection's sequence only.
 */
final class NativeConnection {

    private final RTCPeerConnection natively;
    private final Executor sequence;
    private final List<TransceiverHandle> handles = new ArrayList<>();
    private Map<String, RTCRtpTransceiver> present = Map.of();
    /** Lines whose transceiver we stopped; it lives until they are refused, but the library crashes when it is directed. */
    private final Set<String> stopping = new HashSet<>();
    private int changing;
    private boolean closed;

    NativeConnection(RTCPeerConnection natively, Executor sequence) {
        this.natively = natively;
        this.sequence = sequence;
    }

    TransceiverHandle add(MediaStreamTrack track, RTCRtpTransceiverInit init) {
        requireSettled();
        TransceiverHandle handle = TransceiverHandle.made(this, natively.addTransceiver(track, init));
        handles.add(handle);
        return handle;
    }

    /** The transceiver a remote description made for this media line; none when it was stopped since. */
    Optional<TransceiverHandle> found(String mid) {
        requireSettled();
        return Optional.ofNullable(present.get(mid)).filter(one -> !stopping.contains(mid)).map(one -> {
            TransceiverHandle handle = TransceiverHandle.found(this, one, mid);
            handles.add(handle);
            return handle;
        });
    }

    CompletableFuture<RTCSessionDescription> createOffer(boolean iceRestart) {
        requireSettled();
        RTCOfferOptions options = new RTCOfferOptions();
        options.iceRestart = iceRestart;
        return Natives.create(sequence, observer -> natively.createOffer(options, observer));
    }

    CompletableFuture<RTCSessionDescription> createAnswer() {
        requireSettled();
        return Natives.create(sequence, observer -> natively.createAnswer(new RTCAnswerOptions(), observer));
    }

    CompletableFuture<Void> setLocal(RTCSessionDescription description) {
        return set(observer -> natively.setLocalDescription(description, observer));
    }

    CompletableFuture<Void> setRemote(RTCSdpType type, String sdp) {
        return set(observer -> natively.setRemoteDescription(new RTCSessionDescription(type, sdp), observer));
    }

    CompletableFuture<Void> rollback() {
        return setLocal(new RTCSessionDescription(RTCSdpType.ROLLBACK, ""));
    }

    void addCandidate(RTCIceCandidate candidate) {
        requireSettled();
        natively.addIceCandidate(candidate);
    }

    /** The local description with the candidates gathered so far. */
    Optional<String> localDescription() {
        return closed ? Optional.empty() : Optional.ofNullable(natively.getLocalDescription()).map(description -> description.sdp);
    }

    boolean hasGathered() {
        return !closed && natively.getIceGatheringState() == RTCIceGatheringState.COMPLETE;
    }

    void collectStatistics(RTCStatsCollectorCallback callback) {
        requireOpen();
        natively.getStats(callback);
    }

    /** The transceiver of this media line has been stopped. */
    void stopped(String mid) {
        stopping.add(mid);
    }

    /** Whether transceivers may be used now. */
    boolean isSettled() {
        return !closed && changing == 0;
    }

    /** @throws IllegalStateException when transceivers may be dying at this moment, or are dead */
    void requireSettled() {
        requireOpen();
        if (changing > 0) {
            throw new IllegalStateException("the media library is still setting a description");
        }
    }

    /** Closes once; all transceivers are dead then. */
    void close() {
        if (!closed) {
            closed = true;
            handles.forEach(TransceiverHandle::forget);
            handles.clear();
            present = Map.of();
            natively.close();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the peer connection is closed");
        }
    }

    private CompletableFuture<Void> set(Consumer<SetSessionDescriptionObserver> call) {
        requireSettled();
        changing++;
        CompletableFuture<Void> done;
        try {
            done = Natives.set(sequence, call);
        } catch (RuntimeException | Error refused) {
            changing--;
            throw refused;
        }
        return done.whenComplete((nothing, failure) -> {
            changing--;
            if (isSettled()) {
                survey();
            }
        });
    }

    /** Looks which transceivers have outlived a description; nothing can die meanwhile, since only descriptions kill. */
    private void survey() {
        Map<String, RTCRtpTransceiver> living = new HashMap<>();
        for (RTCRtpTransceiver transceiver : natively.getTransceivers()) {
            String mid = transceiver.getMid();
            if (mid != null && !mid.isEmpty() && !transceiver.stopped()) {
                living.put(mid, transceiver);
            }
        }
        handles.removeIf(handle -> !handle.survey(living));
        stopping.retainAll(living.keySet());
        present = living;
    }
}
