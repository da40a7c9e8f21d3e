/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import dev.onvoid.webrtc.RTCRtpSynchronizationSource;
import dev.onvoid.webrtc.RTCStats;
import dev.onvoid.webrtc.RTCStatsCollectorCallback;
import dev.onvoid.webrtc.RTCStatsReport;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipconnector.api.media.Size;

/** A statistics report as plain data: the names and units of the W3C, streams in the order of their media lines. */
final class StatisticsReading {

    private static final double MICROS_PER_MILLI = 1000.0;

    private StatisticsReading() {}

    /** Reads a connection's statistics; completed on the sequence. */
    static CompletableFuture<List<Map<String, Object>>> read(NativeConnection connection, Lines lines,
            Executor sequence) {
        CompletableFuture<List<Map<String, Object>>> result = new CompletableFuture<>();
        try {
            List<Map<String, Object>> sources = lines.all().stream()
                    .flatMap(line -> Stream.concat(transceiver(line).stream(), synchronizationSource(line).stream())).toList();
            List<String> mids = lines.mids();
            Map<String, Size> pictures = lines.all().stream().flatMap(line -> line.sending().stream())
                    .filter(sending -> sending.feed() instanceof VideoFeed feed && feed.size().isPresent())
                    .collect(Collectors.toMap(sending -> sending.track().id(),
                            sending -> ((VideoFeed) sending.feed()).size().orElseThrow(), (first, second) -> first));
            connection.collectStatistics(new Arrival(mids, sources, pictures, sequence, result));
        } catch (RuntimeException | Error refused) {
            result.completeExceptionally(refused);
        }
        return result;
    }

    /** Takes a report from the library. */
    record Arrival(List<String> mids, List<Map<String, Object>> sources, Map<String, Size> pictures, Executor sequence,
            CompletableFuture<List<Map<String, Object>>> result) implements RTCStatsCollectorCallback {

        @Override
        public void onStatsDelivered(RTCStatsReport report) {
            Natives.guard(() -> {
                try {
                    List<Map<String, Object>> entries = entries(report, mids);
                    entries.forEach(entry -> measure(entry, pictures));
                    entries.addAll(sources);
                    sequence.execute(() -> result.complete(entries));
                } catch (RuntimeException unreadable) {
                    sequence.execute(() -> result.completeExceptionally(unreadable));
                }
            });
        }
    }

    /** The library does not say how large the pictures are that it gets from sources of ours. */
    private static void measure(Map<String, Object> entry, Map<String, Size> pictures) {
        Size size = "media-source".equals(entry.get("type")) ? pictures.get(String.valueOf(entry.get("trackIdentifier"))) : null;
        if (size != null) {
            entry.putIfAbsent("width", size.width());
            entry.putIfAbsent("height", size.height());
        }
    }

    private static Optional<Map<String, Object>> transceiver(TransceiverLine line) {
        return line.mid().map(mid -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", "transceiver-" + mid);
            entry.put("type", "transceiver");
            entry.put("mid", mid);
            entry.put("name", line.name());
            entry.put("kind", line.kind().name().toLowerCase(Locale.ROOT));
            line.sending().ifPresent(sending -> entry.put("senderTrack", sending.track().id()));
            line.incoming().ifPresent(incoming -> entry.put("receiverTrack", incoming.track().id()));
            return entry;
        });
    }

    private static Optional<Map<String, Object>> synchronizationSource(TransceiverLine line) {
        return line.incoming().flatMap(incoming -> {
            List<RTCRtpSynchronizationSource> found = line.transceiver().synchronizationSources();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            RTCRtpSynchronizationSource first = found.get(0);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", "synchronization-source-" + first.sourceId);
            entry.put("type", "synchronization-source");
            entry.put("timestamp", (double) first.timestamp);
            entry.put("trackIdentifier", incoming.track().id());
            entry.put("mid", incoming.track().mid());
            entry.put("source", first.sourceId);
            entry.put("rtpTimestamp", first.rtpTimestamp);
            entry.put("audioLevel", first.audioLevel);
            return Optional.of(entry);
        });
    }

    /** @param mids the media lines in order */
    static List<Map<String, Object>> entries(RTCStatsReport report, List<String> mids) {
        List<Map<String, Object>> entries = new ArrayList<>();
        report.getStats().values().forEach(stats -> entries.add(entry(stats)));
        entries.sort(Comparator.comparingInt(entry -> position(entry, mids)));
        return entries;
    }

    private static Map<String, Object> entry(RTCStats stats) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", stats.getId());
        entry.put("type", stats.getType().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        entry.put("timestamp", stats.getTimestamp() / MICROS_PER_MILLI);
        stats.getAttributes().forEach((name, value) -> {
            if (value != null) {
                entry.put(name, plain(value));
            }
        });
        return entry;
    }

    private static int position(Map<String, Object> entry, List<String> mids) {
        int position = mids.indexOf(String.valueOf(entry.get("mid")));
        return position < 0 ? mids.size() : position;
    }

    private static Object plain(Object value) {
        if (value.getClass().isArray()) {
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(plain(Array.get(value, i)));
            }
            return items;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> items = new LinkedHashMap<>();
            map.forEach((name, item) -> items.put(String.valueOf(name), plain(item)));
            return items;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(StatisticsReading::plain).toList();
        }
        if (value instanceof BigInteger number) {
            return number.longValue();
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
