/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCRtpEncodingParameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.media.sdp.CodecOrder;
import org.sipconnector.spi.media.LineBlueprint;
import org.sipconnector.spi.media.TransceiverSettings;

/**
 * A named transceiver: what it wants, what it sends and what it receives. Used on the connection's sequence only.
 */
final class TransceiverLine {

    private static final long KEY_FRAME_SPACING = TimeUnit.MILLISECONDS.toNanos(500);

    private final String name;
    private final MediaKind kind;
    private final TransceiverHandle transceiver;
    private Direction direction;
    private CodecOrder codecs = new CodecOrder(List.of(), List.of());
    private List<SendEncoding> encodings = List.of();
    private List<String> streams = List.of();
    private String announced;
    private Sending sending;
    private Adaptation adaptation;
    private IncomingTrack incoming;
    private boolean hearsTones;
    private boolean muted;
    private boolean keyFrameDue;
    private long keyFrameAt = System.nanoTime() - KEY_FRAME_SPACING;

    /**
     * @param direction what it does so far
     */
    TransceiverLine(String name, MediaKind kind, TransceiverHandle transceiver, Direction direction) {
        this.name = name;
        this.kind = kind;
        this.transceiver = transceiver;
        this.direction = direction;
    }

    String name() {
        return name;
    }

    MediaKind kind() {
        return kind;
    }

    TransceiverHandle transceiver() {
        return transceiver;
    }

    /** Its media line; empty before the first negotiation. */
    Optional<String> mid() {
        return transceiver.mid();
    }

    /** Stops the source and leaves the remote track, while the library's objects still live. */
    void fallSilent() {
        if (sending != null) {
            sending.stop();
        }
        if (incoming != null) {
            incoming.leave();
        }
    }

    /** Frees what was sent, after the transceiver or its connection has ended. */
    void free() {
        if (sending != null) {
            sending.feed().close();
            sending = null;
        }
    }

    /** What it wants to do. */
    Direction direction() {
        return direction;
    }

    void direct(Direction wanted) {
        transceiver.direction(wanted);
        direction = wanted;
    }

    Optional<Sending> sending() {
        return Optional.ofNullable(sending);
    }

    Optional<IncomingTrack> incoming() {
        return Optional.ofNullable(incoming);
    }

    void incoming(IncomingTrack now) {
        incoming = now;
    }

    CodecOrder codecs() {
        return codecs;
    }

    void codecs(CodecOrder order) {
        codecs = order;
    }

    /** Makes this what the transceiver sends, in place of what it sent before; null for nothing. */
    void send(Sending next) {
        Sending former = sending;
        if (former != null) {
            former.feed().pause();
        }
        try {
            transceiver.send(next == null ? null : next.feed().track());
        } finally {
            if (former != null) {
                former.feed().resume();
            }
        }
        if (former != null) {
            former.stop();
            if (next != null) {
                next.feed().follow(former.feed());
            }
            former.feed().close();
        }
        adopt(next);
    }

    /** Takes note of what the transceiver sends already, and starts it. */
    void adopt(Sending now) {
        boolean adapted = adaptation != null && adaptation.scale() > 1;
        sending = now;
        adaptation = now == null ? null : now.track().keeping().filter(any -> kind == MediaKind.VIDEO).map(Adaptation::new).orElse(null);
        if (adapted) {
            encode(encodings);
        }
        if (now != null) {
            now.feed().mute(muted);
            announced = announced == null ? now.track().id() : announced;
            pace();
            now.start();
        }
    }

    /** Whether silence or black is sent in place of whatever it is given to send. */
    void mute(boolean now) {
        muted = now;
        if (sending != null) {
            sending.feed().mute(now);
        }
    }

    List<SendEncoding> encodings() {
        return encodings;
    }

    /**
     * Applies how to send.
     *
     * @throws IllegalArgumentException for what cannot be applied, here or when the line is made again; nothing has changed
     */
    void encode(List<SendEncoding> wanted) {
        wanted.forEach(LibraryTypes::check);
        encodings = List.copyOf(wanted);
        transceiver.encode(parameters -> {
            List<RTCRtpEncodingParameters> present = parameters.encodings == null ? List.of() : parameters.encodings;
            for (int i = 0; i < Math.min(present.size(), wanted.size()); i++) {
                LibraryTypes.copy(adapted(wanted.get(i)), present.get(i));
            }
            if (wanted.isEmpty()) {
                present.forEach(one -> one.scaleResolutionDownBy = adaptation == null ? 1 : adaptation.scale());
            }
            parameters.encodings = new ArrayList<>(present);
        });
        pace();
    }

    private SendEncoding adapted(SendEncoding wanted) {
        return adaptation == null
                ? wanted
                : wanted.withScaleResolutionDownBy(
                        Math.min(LibraryTypes.LARGEST_SCALE, wanted.scaleResolutionDownBy().orElse(1) * adaptation.scale()));
    }

    /**
     * The library has no command for this, but an encoder that is switched on again begins with a key frame. However many are
     * wanted, there is one in half a second: those wanted sooner are one at its end.
     *
     * @param now by System.nanoTime
     * @return after how long to ask again; empty when that is not needed
     */
    Optional<Duration> sendKeyFrame(long now) {
        if (kind != MediaKind.VIDEO || sending == null) {
            return Optional.empty();
        }
        long left = KEY_FRAME_SPACING - (now - keyFrameAt);
        if (left > 0) {
            boolean known = keyFrameDue;
            keyFrameDue = true;
            return known ? Optional.empty() : Optional.of(Duration.ofNanos(left));
        }
        keyFrameDue = false;
        keyFrameAt = now;
        List<Integer> active = new ArrayList<>();
        transceiver.encode(parameters -> {
            for (int i = 0; parameters.encodings != null && i < parameters.encodings.size(); i++) {
                if (Boolean.TRUE.equals(parameters.encodings.get(i).active)) {
                    parameters.encodings.get(i).active = false;
                    active.add(i);
                }
            }
        });
        if (!active.isEmpty()) {
            transceiver.encode(parameters -> active.forEach(i -> parameters.encodings.get(i).active = true));
        }
        return Optional.empty();
    }

    /** How its pictures are adapted; empty when they are not. */
    Optional<Adaptation> adaptation() {
        return Optional.ofNullable(adaptation);
    }

    /** Sends as the adaptation says now. */
    void adapt() {
        encode(encodings);
    }

    /** Remembers what the transceiver was made with. */
    void encodings(List<SendEncoding> made) {
        encodings = made;
    }

    /** The track id by which descriptions tell what it sends: that of the first track it ever sent. */
    Optional<String> announced() {
        return Optional.ofNullable(announced);
    }

    /** Goes on under a track id that was told before. */
    void announced(Optional<String> before) {
        announced = before.orElse(null);
    }

    /** Stream ids of what it sends. */
    void streams(List<String> ids) {
        streams = List.copyOf(ids);
    }

    /** What it takes to make it again. */
    LineBlueprint blueprint() {
        return new LineBlueprint(new TransceiverSettings(name, kind, direction(), sending().map(Sending::track), streams,
                encodings, codecs.preferences()), mid(), announced(),
                incoming().map(IncomingTrack::services).orElse(List.of()));
    }

    private void pace() {
        if (sending != null && sending.feed() instanceof VideoFeed feed) {
            boolean free = encodings.isEmpty() || encodings.stream().anyMatch(one -> one.active() && one.maxFramerate().isEmpty());
            double wanted = free
                    ? VideoFeed.UNLIMITED
                    : encodings.stream().filter(SendEncoding::active)
                            .mapToDouble(one -> one.maxFramerate().orElseThrow()).max().orElse(VideoFeed.UNLIMITED);
            feed.limit(adaptation == null ? wanted : Math.min(wanted, adaptation.rate()));
        }
    }

    /** Whether the caller is the first who wants to hear of tones; a second observer would leak the first. */
    boolean beginsToHearTones() {
        boolean begins = !hearsTones;
        hearsTones = true;
        return begins;
    }
}
