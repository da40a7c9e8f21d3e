/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.call.CallSender;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.SendEncoding;
import org.sipconnector.spi.media.MediaEvent.StatisticsCollected;

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

    private final CallContext context;

    Bitrates(CallContext context) {
        this.context = context;
    }

    void lower() {
        context.leg().ifPresent(leg -> leg.senders().stream().filter(line -> line.track().isPresent()).forEach(line -> lower(context, line)));
    }

    private static void lower(CallContext context, CallSender line) {
        Map<String, List<SendEncoding>> lowered = new HashMap<>(context.call().watching().saved());
        lowered.put(line.transceiver(), wanted(line));
        context.media.setEncodings(context.leg().orElseThrow().peer(), line.transceiver(), least(wanted(line), line.kind()));
        context.change(call -> call.with(call.watching().saving(lowered)));
    }

    /** What is sent on a line from now on is sent at the lowest rate, too, as long as this side only watches. */
    static void keepLow(CallContext context, CallSender line) {
        if (watching(context)) {
            lower(context, line);
        }
    }

    /** Sends so; while this side only watches at the lowest rate, and so as soon as it participates again. */
    static void encode(CallContext context, String transceiver, MediaKind kind, List<SendEncoding> encodings) {
        context.media.setEncodings(context.leg().orElseThrow().peer(), transceiver, watching(context) ? least(encodings, kind) : encodings);
    }

    private static boolean watching(CallContext context) {
        return context.call().watching().role().watching();
    }

    /** As the call wants them to be sent by now, which may be otherwise than when they were lowered. */
    void restore() {
        Set<String> lowered = context.call().watching().saved().keySet();
        context.change(call -> call.with(call.watching().saving(Map.of())));
        context.leg().ifPresent(leg -> leg.senders().stream().filter(line -> lowered.contains(line.transceiver()))
                .forEach(line -> giveBack(context, line)));
        askCodec(context);
    }

    /** Sends a line as the call wants it to be sent, with the usual limit where it has none. */
    static void giveBack(CallContext context, CallSender line) {
        encode(context, line.transceiver(), line.kind(), limited(wanted(line), line.kind()));
    }

    /** After limits were given back: pictures sent as AV1 need less than the usual one. */
    static void askCodec(CallContext context) {
        if (!unlimited(context).isEmpty() && !watching(context)) {
            context.media.collectStatistics(context.leg().orElseThrow().peer(), RESTORED + context.lane.newId("bitrates"));
        }
    }

    /** What is sent as AV1 needs less. */
    void collected(StatisticsCollected event) {
        if (event.request().startsWith(RESTORED) && context.isMain(event.peer()) && !watching(context)) {
            unlimited(context).stream().filter(line -> codec(event.entries(), line.transceiver()).contains("av1"))
                    .forEach(line -> context.media.setEncodings(event.peer(), line.transceiver(),
                            wanted(line).stream()
                                    .map(encoding -> encoding.withMaxBitrate(encoding.maxBitrate().orElse(USUAL_AV1))).toList()));
        }
    }

    /** Pictures whose bitrate the call does not limit. */
    private static List<CallSender> unlimited(CallContext context) {
        return context.leg().stream().flatMap(leg -> leg.senders().stream())
                .filter(line -> line.kind() == MediaKind.VIDEO && line.track().isPresent()
                        && (line.encodings().isEmpty() || line.encodings().stream().anyMatch(one -> one.maxBitrate().isEmpty())))
                .toList();
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

    private static List<SendEncoding> wanted(CallSender line) {
        return line.encodings().isEmpty() ? List.of(SendEncoding.STANDARD) : line.encodings();
    }

    private static List<SendEncoding> least(List<SendEncoding> encodings, MediaKind kind) {
        int least = kind == MediaKind.AUDIO ? LEAST_AUDIO : LEAST_VIDEO;
        return encodings.stream().map(encoding -> encoding.withMaxBitrate(least)).toList();
    }

    /** The encodings, each with a limit. */
    private static List<SendEncoding> limited(List<SendEncoding> encodings, MediaKind kind) {
        return encodings.stream().map(encoding -> encoding.maxBitrate().isPresent()
                ? encoding
                : encoding.withMaxBitrate(kind == MediaKind.AUDIO ? USUAL_AUDIO : USUAL_VIDEO)).toList();
    }
}
