/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.videosendingbalancer;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.sipconnector.api.media.Size;

/**
 * What a sender has to encode, as far as the engine's statistics tell.
 *
 * @param width  pixels
 * @param height pixels
 * @param codec  mime type, empty before any is agreed
 */
record Picture(OptionalInt width, OptionalInt height, String codec) {

    static final Picture UNKNOWN = new Picture(OptionalInt.empty(), OptionalInt.empty(), "");

    /** @param line the sender's media line, by its transceiver's name */
    static Picture of(List<Map<String, Object>> entries, String line) {
        Map<String, Object> transceiver = find(entries, "transceiver", "name", line);
        Map<String, Object> stream = find(entries, "outbound-rtp", "mid", transceiver.get("mid"));
        Map<String, Object> source = find(entries, "media-source", "id", stream.get("mediaSourceId"));
        Object mime = find(entries, "codec", "id", stream.get("codecId")).get("mimeType");
        return new Picture(number(source.get("width")), number(source.get("height")), mime == null ? "" : mime.toString());
    }

    private static Map<String, Object> find(List<Map<String, Object>> entries, String type, String key, Object value) {
        return value == null
                ? Map.of()
                : entries.stream()
                        .filter(entry -> type.equals(entry.get("type")) && Objects.equals(value, entry.get(key)))
                        .findFirst().orElse(Map.of());
    }

    private static OptionalInt number(Object value) {
        return value instanceof Number number && number.intValue() > 0
                ? OptionalInt.of(number.intValue())
                : OptionalInt.empty();
    }

    /** By how much it is to be scaled down to fit; a side that is unknown fits. */
    double scaleTo(Size target) {
        return Math.max(1, Math.max(ratio(width, target.width()), ratio(height, target.height())));
    }

    private static double ratio(OptionalInt side, int target) {
        return side.isPresent() ? (double) side.getAsInt() / target : 1;
    }
}
