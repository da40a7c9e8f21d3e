/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.sipconnector.simulator.Reception;

/** Reads from statistics what a line has brought. */
final class Receptions {

    private Receptions() {}

    /** @param line name of the transceiver */
    static Reception of(List<Map<String, Object>> entries, String line) {
        Object mid = find(entries, "transceiver", "name", line).get("mid");
        Map<String, Object> stream = find(entries, "inbound-rtp", "mid", mid);
        return new Reception((int) number(stream, "frameWidth"), (int) number(stream, "frameHeight"),
                number(stream, "framesDecoded"), number(stream, "bytesReceived"));
    }

    private static Map<String, Object> find(List<Map<String, Object>> entries, String type, String key, Object value) {
        return value == null
                ? Map.of()
                : entries.stream()
                        .filter(entry -> type.equals(entry.get("type")) && Objects.equals(value, entry.get(key)))
                        .findFirst().orElse(Map.of());
    }

    private static long number(Map<String, Object> entry, String name) {
        return entry.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
