/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the JSON of a request as a record of texts, truth values and maps of texts; names what is wrong or unknown. */
final class JsonBody {

    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private JsonBody() {}

    /** @throws ProblemException when it is no such record */
    static <R extends Record> R read(byte[] json, Class<R> type) {
        JsonNode object = object(json);
        List<String> known = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
        for (Iterator<String> names = object.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!known.contains(name)) {
                throw RestRequest.unknown("member", name, known);
            }
        }
        List<Object> values = new ArrayList<>();
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            values.add(value(component, object.get(component.getName())));
            types.add(component.getType());
        }
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            constructor.trySetAccessible();
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be read", e);
        }
    }

    private static JsonNode object(byte[] json) {
        if (json.length == 0) {
            return MAPPER.createObjectNode();
        }
        try {
            JsonNode read = MAPPER.readTree(json);
            if (read != null && read.isObject()) {
                return read;
            }
            throw ProblemException.of(ProblemKind.INVALID, "the body must be a JSON object");
        } catch (JsonProcessingException malformed) {
            throw ProblemException.of(ProblemKind.INVALID, "the body is not JSON: " + ProblemException.shown(malformed.getOriginalMessage()));
        } catch (IOException impossibleInMemory) {
            throw new IllegalStateException(impossibleInMemory);
        }
    }

    private static Object value(RecordComponent component, JsonNode given) {
        String name = component.getName();
        boolean absent = given == null || given.isNull();
        if (component.getType() == Optional.class) {
            return absent ? Optional.empty() : Optional.of(text(name, given));
        }
        if (component.getType() == boolean.class) {
            return !absent && truth(name, given);
        }
        if (absent) {
            throw ProblemException.missing(name, component.getType() == Map.class ? "an object of texts" : "a text");
        }
        return component.getType() == Map.class ? texts(name, given) : text(name, given);
    }

    private static boolean truth(String name, JsonNode given) {
        if (!given.isBoolean()) {
            throw ProblemException.value(name, given.toString(), "true or false");
        }
        return given.booleanValue();
    }

    private static String text(String name, JsonNode given) {
        if (!given.isTextual() && !given.isNumber()) {
            throw ProblemException.value(name, given.toString(), "a text");
        }
        return given.asText();
    }

    private static Map<String, String> texts(String name, JsonNode given) {
        if (!given.isObject()) {
            throw ProblemException.value(name, given.toString(), "an object of texts");
        }
        Map<String, String> texts = new TreeMap<>();
        given.fields().forEachRemaining(each -> texts.put(each.getKey(),
                each.getValue().isBoolean() ? each.getValue().asText() : text(name + "." + each.getKey(), each.getValue())));
        return texts;
    }
}
