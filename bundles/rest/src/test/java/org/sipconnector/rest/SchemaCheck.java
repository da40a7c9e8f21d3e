/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Holds JSON against schemas of an OpenAPI document, as far as ours go. */
final class SchemaCheck {

    private final JsonNode document;
    private final List<String> mistakes = new ArrayList<>();

    SchemaCheck(JsonNode document) {
        this.document = document;
    }

    /** What of the value is not as the schema says; empty when all is. */
    List<String> mistakes(JsonNode value, JsonNode schema) {
        mistakes.clear();
        check("$", value, schema);
        return List.copyOf(mistakes);
    }

    JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? resolved(document.at(schema.get("$ref").asText().substring(1))) : schema;
    }

    private void check(String path, JsonNode value, JsonNode given) {
        JsonNode schema = resolved(given);
        switch (schema.path("type").asText()) {
            case "object" -> object(path, value, schema);
            case "array" -> {
                require(value.isArray(), path, "is no array");
                value.forEach(item -> check(path + "[]", item, schema.get("items")));
            }
            case "string" -> {
                require(value.isTextual(), path, "is no text");
                require(!schema.has("enum") || schema.get("enum").toString().contains(value.toString()), path, "is none of " + schema.get("enum"));
            }
            case "integer" -> require(value.isIntegralNumber(), path, "is no whole number");
            case "number" -> require(value.isNumber(), path, "is no number");
            case "boolean" -> require(value.isBoolean(), path, "is no truth value");
            default -> require(schema.isEmpty(), path, "has an unknown schema " + schema);
        }
    }

    private void object(String path, JsonNode value, JsonNode schema) {
        require(value.isObject(), path, "is no object");
        schema.path("required").forEach(name -> require(value.has(name.asText()), path, "lacks " + name));
        for (Iterator<Map.Entry<String, JsonNode>> members = value.fields(); members.hasNext();) {
            Map.Entry<String, JsonNode> member = members.next();
            JsonNode declared = schema.path("properties").path(member.getKey());
            JsonNode others = schema.path("additionalProperties");
            if (!declared.isMissingNode()) {
                check(path + "." + member.getKey(), member.getValue(), declared);
            } else if (others.isObject()) {
                check(path + "." + member.getKey(), member.getValue(), others);
            } else {
                require(false, path, "has " + member.getKey());
            }
        }
    }

    private void require(boolean met, String path, String otherwise) {
        if (!met) {
            mistakes.add(path + " " + otherwise);
        }
    }
}
