/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an operator, or a script, may write by mistake where a configuration has a key. */
public final class HostileValues {

    /** No type of value allows control characters. */
    public static final String CONTROL_CHARACTERS = "ring\u0007\u001b[2J";
    /** Stands in values of keys that are secret, and must never be shown. */
    public static final String SECRET = "planted-hunter2";

    private HostileValues() {}

    /** By what is wrong about them; some are right for some keys. */
    public static Map<String, Object> all() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("empty", "");
        values.put("blank", "   ");
        values.put("of another type", "no number, no word and no file");
        values.put("a number object", Long.MIN_VALUE);
        values.put("below the range", "-1");
        values.put("above the range", "999999999999999999999");
        values.put("a list", new String[] {"one", "two"});
        values.put("huge", "x".repeat(100_000));
        values.put("a secret that is missing", "$[secret:no-such-secret]");
        values.put("control characters", SECRET + CONTROL_CHARACTERS);
        return values;
    }
}
