/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.kernel.internal.state.HandoverCodec;

/** A manager's state as others may have it: headers, bodies and all other text with their secrets masked. */
final class MaskedState {

    private MaskedState() {}

    static byte[] of(byte[] state) {
        ObjectNode envelope = HandoverCodec.fromBytes(state);
        return HandoverCodec.toBytes(envelope.path("version").asInt(), (ObjectNode) masked(envelope.get("state")));
    }

    private static JsonNode masked(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode masked = object.objectNode();
            boolean header = object.size() == 2 && object.path("name").isTextual() && object.path("value").isTextual();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                masked.set(field.getKey(), header && field.getKey().equals("value")
                        ? TextNode.valueOf(Masking.header(object.get("name").textValue(), field.getValue().textValue()))
                        : masked(field.getKey(), field.getValue()));
            }
            return masked;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode masked = array.arrayNode();
            array.forEach(element -> masked.add(masked(element)));
            return masked;
        }
        return masked("", node);
    }

    private static JsonNode masked(String name, JsonNode node) {
        if (!node.isTextual()) {
            return node.isContainerNode() ? masked(node) : node;
        }
        return TextNode.valueOf(name.equals("body") ? Masking.body("", node.textValue()) : Masking.text(node.textValue()));
    }
}
