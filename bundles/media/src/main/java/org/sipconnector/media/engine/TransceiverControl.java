/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.media.sdp.CodecOrder;
import org.sipconnector.spi.media.TransceiverSettings;

/**
 * Makes, changes and ends the transceivers of one connection. What fails leaves everything as it was. Used on its
 * sequence only.
 */
final class TransceiverControl {

    private final NativeConnection connection;
    private final NativeEngine engine;
    private final LocalMedia studio;
    private final Lines lines;
    private final SourceListener fails;

    /** Hears, on any thread, that a source fails while it is sent. */
    interface SourceListener {
        void failed(String transceiver, LocalTrack track, String reason);
    }

    TransceiverControl(NativeConnection connection, NativeEngine engine, LocalMedia studio, Lines lines, SourceListener fails) {
        this.connection = connection;
        this.engine = engine;
        this.studio = studio;
        this.lines = lines;
        this.fails = fails;
    }

    /** Makes a transceiver for the next offer. */
    void add(TransceiverSettings wanted) {
        lines.requireFree(wanted.name());
        Optional<Sending> sending = wanted.track().map(track -> open(wanted.name(), track));
        try {
            TransceiverHandle transceiver = connection.add(sending.map(one -> one.feed().track())
                    .orElseGet(() -> engine.placeholder(wanted.kind())), LibraryTypes.init(wanted));
            if (sending.isEmpty()) {
                transceiver.send(null);
            }
            TransceiverLine line = new TransceiverLine(wanted.name(), wanted.kind(), transceiver, wanted.direction());
            line.encodings(wanted.encodings());
            line.streams(wanted.streams());
            choose(line, CodecOrder.of(wanted.codecs()));
            lines.add(line);
            line.adopt(sending.orElse(null));
            lines.changed();
        } catch (RuntimeException | Error failure) {
            sending.ifPresent(Sending::drop);
            throw failure;
        }
    }

    void replace(String transceiver, Optional<LocalTrack> track) {
        TransceiverLine line = lines.get(transceiver);
        Optional<Sending> next = track.map(wanted -> open(transceiver, wanted));
        try {
            line.send(next.orElse(null));
        } catch (RuntimeException | Error failure) {
            next.ifPresent(Sending::drop);
            throw failure;
        }
        lines.changed();
    }

    private Sending opened(String transceiver, LocalTrack track) {
        try {
            return open(transceiver, track);
        } catch (RuntimeException | Error failure) {
            throw new LineFailedException(transceiver, failure);
        }
    }

    private Sending open(String transceiver, LocalTrack track) {
        return studio.open(engine, track, reason -> fails.failed(transceiver, track, reason));
    }

    void choose(TransceiverLine line, CodecOrder order) {
        line.codecs(order);
        if (!order.isEmpty()) {
            line.transceiver().codecs(engine.codecs(line.kind()).choose(order.preferred(), order.excluded()));
        }
    }

    /** Opens the sources of those who will answer an offer, by name; what one of them lacks is told as its line's failure. */
    Map<String, Sending> prepare(Collection<TransceiverSettings> answering) {
        Map<String, Sending> prepared = new HashMap<>();
        try {
            for (TransceiverSettings wanted : answering) {
                if (!lines.has(wanted.name()) && wanted.track().isPresent()) {
                    prepared.put(wanted.name(), opened(wanted.name(), wanted.track().get()));
                }
            }
            return prepared;
        } catch (RuntimeException | Error failure) {
            prepared.values().forEach(Sending::drop);
            throw failure;
        }
    }

    /** Answers with these settings on a line that an offer made. */
    void answer(TransceiverLine line, TransceiverSettings wanted, Sending sending) {
        line.codecs(CodecOrder.of(wanted.codecs()));
        line.direct(wanted.direction());
        line.transceiver().streams(wanted.streams());
        line.streams(wanted.streams());
        if (sending != null) {
            line.send(sending);
        }
        if (!wanted.encodings().isEmpty()) {
            line.encode(wanted.encodings());
        }
        lines.changed();
    }

    void stop(TransceiverLine line) {
        line.fallSilent();
        line.transceiver().stop();
        line.free();
        lines.remove(line);
        lines.changed();
    }

    /** Frees what belongs to a line that a negotiation took away. */
    void forget(TransceiverLine line) {
        line.sending().ifPresent(Sending::stop);
        line.free();
        lines.changed();
    }
}
