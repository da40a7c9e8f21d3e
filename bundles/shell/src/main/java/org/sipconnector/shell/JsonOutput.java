/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.masking.Printable;

/** What commands print for programs: maps, lists, texts, numbers and truth values, in the order given. */
final class JsonOutput {

    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final ObjectMapper ONE_LINE = new ObjectMapper();

    private JsonOutput() {}

    static String text(Object data) {
        return write(MAPPER, data);
    }

    /** In one line, for streams of such lines. */
    static String line(Object data) {
        return write(ONE_LINE, data);
    }

    private static String write(ObjectMapper mapper, Object data) {
        try {
            return harmless(mapper.writeValueAsString(data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What could steer a terminal stands in texts only, where JSON has escapes for it; between members are line breaks. */
    private static String harmless(String json) {
        StringBuilder all = new StringBuilder(json.length());
        json.codePoints().forEach(character -> {
            String one = Character.toString(character);
            if (character == '\n' || character == '\r' || Printable.line(one).equals(one)) {
                all.append(one);
            } else {
                one.chars().forEach(unit -> all.append(String.format("\\u%04x", unit)));
            }
        });
        return all.toString();
    }

    /** An object with its members in order; those without a value are left out. */
    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1] instanceof Optional<?> optional ? optional.orElse(null) : namesAndValues[i + 1];
            if (value != null) {
                members.put((String) namesAndValues[i], value);
            }
        }
        return members;
    }
}
