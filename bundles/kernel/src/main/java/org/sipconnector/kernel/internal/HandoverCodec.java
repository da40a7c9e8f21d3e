package org.sipconnector.kernel.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Turns state records into trees and CBOR bytes and back. Jackson caches what it learns about a class in the mapper: a
 * shared one would keep the class loaders of replaced managers alive, and so would its shared cache of types. So each
 * class has its own, stored with the class.
 */
public final class HandoverCodec {

    private static final CBORMapper BYTES = new CBORMapper();
    private static final JsonMapper TREES = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .build();

    private static final ClassValue<ObjectMapper> MAPPERS = new ClassValue<>() {
        @Override
        protected ObjectMapper computeValue(Class<?> type) {
            LookupCache<Object, JavaType> learnt = new LRUMap<>(16, 200);
            TypeFactory types = TREES.getTypeFactory().withCache(learnt);
            return TREES.copy().setTypeFactory(types);
        }
    };

    private static final ClassValue<Map<String, Class<?>>> COMPONENTS = new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .collect(Collectors.toUnmodifiableMap(RecordComponent::getName, RecordComponent::getType));
        }
    };

    private HandoverCodec() {}

    public static ObjectNode toTree(Record state) {
        return MAPPERS.get(state.getClass()).valueToTree(state);
    }

    public static <R extends Record> R fromTree(ObjectNode state, Class<R> type) {
        try {
            return MAPPERS.get(type).treeToValue(state, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("state does not fit " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    public static byte[] toBytes(int version, ObjectNode state) {
        ObjectNode envelope = BYTES.createObjectNode().put("version", version).set("state", state);
        try {
            return BYTES.writeValueAsBytes(envelope);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written", e);
        }
    }

    public static ObjectNode fromBytes(byte[] bytes) {
        try {
            JsonNode envelope = BYTES.readTree(bytes);
            if (envelope instanceof ObjectNode object && object.get("state") instanceof ObjectNode) {
                return object;
            }
            throw new IllegalArgumentException("not the bytes of a hand-over");
        } catch (IOException e) {
            throw new IllegalArgumentException("not the bytes of a hand-over: " + e.getMessage(), e);
        }
    }

    /** The part of the tree the record has no component for; into nested records, not into maps and lists. */
    public static ObjectNode unknown(ObjectNode state, Class<?> type) {
        Map<String, Class<?>> known = COMPONENTS.get(type);
        ObjectNode rest = state.objectNode();
        state.fields().forEachRemaining(field -> {
            Class<?> component = known.get(field.getKey());
            if (component == null) {
                rest.set(field.getKey(), field.getValue());
            } else if (component.isRecord() && field.getValue() instanceof ObjectNode nested) {
                ObjectNode deeper = unknown(nested, component);
                if (!deeper.isEmpty()) {
                    rest.set(field.getKey(), deeper);
                }
            }
        });
        return rest;
    }

    /** The state with the unknown part put back where it has no value of its own. */
    public static ObjectNode merge(ObjectNode state, ObjectNode unknown) {
        ObjectNode merged = state.deepCopy();
        unknown.fields().forEachRemaining(field -> {
            JsonNode own = merged.get(field.getKey());
            if (own == null) {
                merged.set(field.getKey(), field.getValue());
            } else if (own instanceof ObjectNode object && field.getValue() instanceof ObjectNode nested) {
                merged.set(field.getKey(), merge(object, nested));
            }
        });
        return merged;
    }
}
