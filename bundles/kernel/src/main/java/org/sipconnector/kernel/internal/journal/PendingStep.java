/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.sipconnector.kernel.Step;
import org.sipconnector.kernel.internal.state.HandoverCodec;
import org.sipconnector.kernel.internal.state.RecordType;
import org.sipconnector.kernel.internal.state.StateTypes;

/**
 * A step that waits for its stage, as data: what has made it may be gone when the stage settles.
 *
 * @param name       the simple name of its record
 * @param components the record's
 * @param replies    the promises it names
 */
public record PendingStep(String name, ObjectNode components, List<String> replies) {

    private static final JsonMapper JSON = new JsonMapper();

    public static PendingStep of(Step<?> step) {
        RecordType type = StateTypes.of(step.getClass());
        ObjectNode components = type.write(step);
        List<String> replies = type.promises().stream().map(components::get).filter(JsonNode::isTextual).map(JsonNode::textValue).toList();
        return new PendingStep(step.getClass().getSimpleName(), components, replies);
    }

    public <S extends Record> S as(Class<S> type) {
        return HandoverCodec.fromTree(components, type);
    }

    /** In one line, for another kernel. */
    public String toText() {
        return name + " " + String.join(",", replies) + " " + components;
    }

    /** @throws IllegalArgumentException when it is no step's text */
    public static PendingStep fromText(String text) {
        String[] parts = text.split(" ", 3);
        try {
            return new PendingStep(parts[0], (ObjectNode) JSON.readTree(parts[2]),
                    parts[1].isEmpty() ? List.of() : List.of(parts[1].split(",")));
        } catch (JsonProcessingException | ArrayIndexOutOfBoundsException | ClassCastException e) {
            throw new IllegalArgumentException("not the text of a step", e);
        }
    }

    @Override
    public String toString() {
        return components.isEmpty() ? name : name + components;
    }
}
