/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.stats;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * One record of a statistics report, such as an {@code inbound-rtp}, with the names and units of the W3C's webrtc-stats.
 * Without values when there is no such record.
 *
 * @param values String, Boolean, Long, Double, or a list or map of them
 */
public record StatsEntry(Map<String, Object> values) {

    public static final StatsEntry NONE = new StatsEntry(Map.of());

    /** Whole numbers become Long and others Double, whatever type they came in. */
    public StatsEntry {
        Map<String, Object> plain = new TreeMap<>();
        values.forEach((name, value) -> plain.put(name, plain(value)));
        values = Collections.unmodifiableMap(plain);
    }

    public boolean present() {
        return !values.isEmpty();
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name)).map(String::valueOf);
    }

    public OptionalLong whole(String name) {
        return values.get(name) instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
    }

    public OptionalDouble real(String name) {
        return values.get(name) instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
    }

    private static Object plain(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new TreeMap<>();
            map.forEach((name, item) -> plain.put(String.valueOf(name), plain(item)));
            return Collections.unmodifiableMap(plain);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(StatsEntry::plain).toList();
        }
        return value instanceof Number number ? (Object) number.longValue() : value;
    }
}
