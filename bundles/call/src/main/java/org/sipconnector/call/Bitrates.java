package org.sipconnector.call;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.media.MediaEvent.StatisticsCollected;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SendEncoding;

/** Lets a spectator's senders send at the lowest rate, and a participant's as before. */
final class Bitrates {

    private static final int LEAST_AUDIO = 6_000;
    private static final int LEAST_VIDEO = 60_000;
    /** What an encoding without a limit of its own gets back: the engine cannot take a limit away again. */
    private static final int USUAL_AUDIO = 520_000;
    private static final int USUAL_VIDEO = 4_000_000;
    private static final int USUAL_AV1 = 2_400_000;
    /** Names of readings that tell the codec begin so. */
    private static final String RESTORED = "restored ";

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
        if (!unlimited().isEmpty()) {
            desk.media.collectStatistics(desk.leg().orElseThrow().peer(), RESTORED + desk.lane.newId("bitrates"));
        }
    }

    /** What is sent as AV1 needs less. */
    void collected(StatisticsCollected event) {
        if (event.request().startsWith(RESTORED) && desk.isMain(event.peer()) && !desk.call().watching().role().watching()) {
            unlimited().stream().filter(line -> codec(event.entries(), line.transceiver()).contains("av1"))
                    .forEach(line -> desk.media.setEncodings(event.peer(), line.transceiver(),
                            (line.encodings().isEmpty() ? List.of(SendEncoding.STANDARD) : line.encodings()).stream()
                                    .map(encoding -> encoding.withMaxBitrate(encoding.maxBitrate().orElse(USUAL_AV1))).toList()));
        }
    }

    /** Pictures whose bitrate the call does not limit. */
    private List<CallSender> unlimited() {
        return desk.leg().stream().flatMap(leg -> leg.senders().stream())
                .filter(line -> line.kind() == MediaKind.VIDEO && line.track().isPresent()
                        && (line.encodings().isEmpty() || line.encodings().stream().anyMatch(one -> one.maxBitrate().isEmpty()))).toList();
    }

    private static String codec(List<Map<String, Object>> entries, String transceiver) {
        Optional<Object> mid = find(entries, "transceiver", "name", transceiver).map(line -> line.get("mid"));
        return mid.flatMap(line -> find(entries, "outbound-rtp", "mid", line)).map(sent -> sent.get("codecId"))
                .flatMap(id -> find(entries, "codec", "id", id)).map(codec -> String.valueOf(codec.get("mimeType")))
                .orElse("").toLowerCase(Locale.ROOT);
    }

    private static Optional<Map<String, Object>> find(List<Map<String, Object>> entries, String type, String key, Object value) {
        return entries.stream().filter(entry -> type.equals(entry.get("type")) && value.equals(entry.get(key))).findFirst();
    }

    /** The encodings, each with a limit. */
    static List<SendEncoding> limited(List<SendEncoding> encodings, MediaKind kind) {
        return encodings.stream().map(encoding -> encoding.maxBitrate().isPresent() ? encoding
                : encoding.withMaxBitrate(kind == MediaKind.AUDIO ? USUAL_AUDIO : USUAL_VIDEO)).toList();
    }
}
