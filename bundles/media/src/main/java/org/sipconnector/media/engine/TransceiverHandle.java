/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCDtmfSender;
import dev.onvoid.webrtc.RTCDtmfSenderObserver;
import dev.onvoid.webrtc.RTCRtpCodecCapability;
import dev.onvoid.webrtc.RTCRtpSendParameters;
import dev.onvoid.webrtc.RTCRtpSender;
import dev.onvoid.webrtc.RTCRtpSynchronizationSource;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sipconnector.api.media.Direction;

/**
 * The only way to a transceiver of the library, its sender, its receiver and their tracks. One that we made stays valid
 * until it is stopped; one that a remote description made is only borrowed and dies with its media line. Each use is
 * refused with an IllegalStateException unless it is known to live. Used on the connection's sequence only.
 */
final class TransceiverHandle {

    private final NativeConnection connection;
    private final boolean owned;
    private RTCRtpTransceiver natively;
    private String mid;
    private MediaStreamTrack heard;

    private TransceiverHandle(NativeConnection connection, RTCRtpTransceiver natively, boolean owned, String mid) {
        this.connection = connection;
        this.natively = natively;
        this.owned = owned;
        this.mid = mid;
    }

    static TransceiverHandle made(NativeConnection connection, RTCRtpTransceiver natively) {
        return new TransceiverHandle(connection, natively, true, null);
    }

    static TransceiverHandle found(NativeConnection connection, RTCRtpTransceiver natively, String mid) {
        return new TransceiverHandle(connection, natively, false, mid);
    }

    /** Whether it outlived all descriptions set so far. */
    boolean lives() {
        return natively != null;
    }

    /** Its media line; empty before the first negotiation. */
    Optional<String> mid() {
        return Optional.ofNullable(mid);
    }

    void direction(Direction direction) {
        natively().setDirection(LibraryTypes.direction(direction));
    }

    /** Sends this track, or nothing when it is null. */
    void send(MediaStreamTrack track) {
        natively().getSender().replaceTrack(track);
    }

    void streams(List<String> ids) {
        natively().getSender().setStreams(List.copyOf(ids));
    }

    void codecs(List<RTCRtpCodecCapability> preferred) {
        natively().setCodecPreferences(preferred);
    }

    /** Changes how it sends; the library insists that parameters are read right before they are set. */
    void encode(Consumer<RTCRtpSendParameters> change) {
        RTCRtpSender sender = natively().getSender();
        RTCRtpSendParameters parameters = sender.getParameters();
        change.accept(parameters);
        sender.setParameters(parameters);
    }

    /**
     * Plays telephone keys.
     *
     * @param observer hears of them; empty when one does already
     * @return whether the keys were accepted
     * @throws IllegalStateException when it cannot send tones now
     */
    boolean play(String tones, Duration duration, Duration gap, Optional<RTCDtmfSenderObserver> observer) {
        RTCDtmfSender sender = natively().getSender().getDtmfSender();
        if (sender == null || !sender.canInsertDtmf()) {
            throw new IllegalStateException("it cannot send tones now");
        }
        observer.ifPresent(sender::registerObserver);
        return sender.insertDtmf(tones, (int) duration.toMillis(), (int) gap.toMillis());
    }

    /** Where what it receives comes from; empty also while nothing can be asked. */
    List<RTCRtpSynchronizationSource> synchronizationSources() {
        if (!isUsable()) {
            return List.of();
        }
        List<RTCRtpSynchronizationSource> sources = natively.getReceiver().getSynchronizationSources();
        return sources == null ? List.of() : sources;
    }

    /** Lets a meter hear what it receives. */
    void listen(TrackMeter meter) {
        MediaStreamTrack track = natively().getReceiver().getTrack();
        meter.listen(track);
        heard = track;
    }

    /** The meter hears no more; does nothing when the track is dead, or may be. */
    void leave(TrackMeter meter) {
        MediaStreamTrack track = heard;
        heard = null;
        if (track != null && isUsable()) {
            meter.leave(track);
        }
    }

    /** Ends it; its media line is refused in the next negotiation. */
    void stop() {
        natively().stop();
        mid().ifPresent(connection::stopped);
        forget();
    }

    /** It is dead, or about to be. */
    void forget() {
        natively = null;
        heard = null;
    }

    /**
     * Takes over what a description changed.
     *
     * @param living the library's living transceivers by media line
     * @return whether it still lives
     */
    boolean survey(Map<String, RTCRtpTransceiver> living) {
        if (natively == null) {
            return false;
        }
        if (owned && !natively.stopped()) {
            String now = natively.getMid();
            mid = now == null || now.isEmpty() ? null : now;
        } else if (owned || !living.containsKey(mid)) {
            forget();
        } else {
            natively = living.get(mid);
        }
        return natively != null;
    }

    private boolean isUsable() {
        return natively != null && connection.isSettled();
    }

    private RTCRtpTransceiver natively() {
        connection.requireSettled();
        if (natively == null) {
            throw new IllegalStateException("the transceiver is stopped");
        }
        return natively;
    }
}
