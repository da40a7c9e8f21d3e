/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;

/** Reads JSON objects (RFC 8259) into maps and quotes strings. Only JDK types pass, so no bundle's class is ever cached. */
public final class Json {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private Json() {}

    /** The object with its values as String, Number, Boolean, List, Map or null; empty when the text is no JSON object. */
    public static Optional<Map<String, Object>> object(String text) {
        try {
            return Optional.ofNullable(MAPPER.readValue(text, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The text as a JSON string with its quotes. */
    public static String quote(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
