package org.sipconnector.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SendEncoding;

/** Lets a spectator's senders send at the lowest rate, and a participant's as before. */
final class Bitrates {

    private static final int LEAST_AUDIO = 6_000;
    private static final int LEAST_VIDEO = 60_000;
    /** What an encoding without a limit of its own gets back: the engine cannot take a limit away again. */
    private static final int USUAL_AUDIO = 520_000;
    private static final int USUAL_VIDEO = 4_000_000;

    private final Desk desk;

    Bitrates(Desk desk) {
        this.desk = desk;
    }

    void lower() {
        Map<String, List<SendEncoding>> saved = new HashMap<>();
        desk.leg().ifPresent(leg -> leg.senders().stream().filter(line -> line.track().isPresent()).forEach(line -> {
            List<SendEncoding> present = line.encodings().isEmpty() ? List.of(SendEncoding.STANDARD) : line.encodings();
            saved.put(line.transceiver(), present);
            int least = line.kind() == MediaKind.AUDIO ? LEAST_AUDIO : LEAST_VIDEO;
            desk.media.setEncodings(leg.peer(), line.transceiver(),
                    present.stream().map(encoding -> encoding.withMaxBitrate(least)).toList());
        }));
        desk.change(call -> call.with(call.watching().saving(saved)));
    }

    void restore() {
        Map<String, List<SendEncoding>> saved = desk.call().watching().saved();
        desk.leg().ifPresent(leg -> leg.senders().stream().filter(line -> saved.containsKey(line.transceiver()))
                .forEach(line -> desk.media.setEncodings(leg.peer(), line.transceiver(),
                        limited(saved.get(line.transceiver()), line.kind()))));
        desk.change(call -> call.with(call.watching().saving(Map.of())));
    }

    /** The encodings, each with a limit. */
    static List<SendEncoding> limited(List<SendEncoding> encodings, MediaKind kind) {
        return encodings.stream().map(encoding -> encoding.maxBitrate().isPresent() ? encoding
                : encoding.withMaxBitrate(kind == MediaKind.AUDIO ? USUAL_AUDIO : USUAL_VIDEO)).toList();
    }
}
