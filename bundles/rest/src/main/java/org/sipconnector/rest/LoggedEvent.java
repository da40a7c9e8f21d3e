/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.sipconnector.api.ConnectorId;

/**
 * An event as it is sent.
 *
 * @param number    counts events
 * @param connector empty for what concerns all
 * @param name      such as {@code call:accepted}
 * @param json      its data, one line; empty when it is not kept
 */
record LoggedEvent(long number, String connector, String name, String json) {

    /** More says nothing that is worth its room. */
    private static final int LONGEST = 64 * 1024;

    /** One that nobody hears: it counts, and what it says is not kept. */
    static LoggedEvent unheard(long number, ConnectorId connector, String name) {
        return new LoggedEvent(number, connector.value(), name, "");
    }

    /** Whether it says what there was to say. */
    boolean isKept() {
        return !json.isEmpty();
    }

    static LoggedEvent of(long number, ConnectorId connector, String name, Object data) {
        return of(number, connector.value(), name, Map.of("connector", connector.value(), "name", name, "at", Instant.now().toString()), data);
    }

    static LoggedEvent ofAll(long number, String name, Object data) {
        return of(number, "", name, Map.of("name", name, "at", Instant.now().toString()), data);
    }

    private static LoggedEvent of(long number, String connector, String name, Map<String, Object> head, Object data) {
        Map<String, Object> whole = new TreeMap<>(head);
        whole.put("data", data);
        String json = RecordJson.text(whole);
        if (json.length() > LONGEST) {
            whole.put("data", Map.of());
            whole.put("tooLong", true);
            json = RecordJson.text(whole);
        }
        return new LoggedEvent(number, connector, name, json);
    }
}
