/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;

/**
 * Turns state records into trees and CBOR bytes and back. What a state may consist of is in {@link StateTypes}; an
 * {@code ObjectMapper} that binds records would cache their classes and keep the class loaders of replaced managers alive.
 */
public final class HandoverCodec {

    private static final CBORMapper BYTES = new CBORMapper();

    private HandoverCodec() {}

    public static ObjectNode toTree(Record state) {
        return StateTypes.of(state.getClass()).write(state);
    }

    /** @throws IllegalArgumentException when the state does not fit */
    public static <R extends Record> R fromTree(ObjectNode state, Class<R> type) {
        try {
            return type.cast(StateTypes.of(type).read(state));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("state does not fit " + type.getSimpleName() + ": " + e.getMessage(), e);
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
        RecordType known = StateTypes.of(type);
        ObjectNode rest = state.objectNode();
        state.fields().forEachRemaining(field -> {
            Class<?> component = known.component(field.getKey());
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
