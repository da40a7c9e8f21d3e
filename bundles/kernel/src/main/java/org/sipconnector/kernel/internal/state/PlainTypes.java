/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.state;

import static org.sipconnector.kernel.internal.state.StateTypes.NODES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.sipconnector.api.Secret;
import org.sipconnector.kernel.KeptId;
import org.sipconnector.kernel.ReplyId;

/** Types of a state that consist of no others. Times are written as ISO 8601 text, durations as decimal seconds. */
final class PlainTypes {

    private static final int NANO_DIGITS = 9;
    private static final Map<Class<?>, StateType> TYPES = Map.ofEntries(
            Map.entry(String.class, new Plain(text -> NODES.textNode((String) text), PlainTypes::text, null)),
            Map.entry(boolean.class, new Plain(PlainTypes::bool, JsonNode::asBoolean, false)),
            Map.entry(Boolean.class, new Plain(PlainTypes::bool, JsonNode::asBoolean, null)),
            Map.entry(int.class, new Plain(number -> NODES.numberNode((int) number), PlainTypes::integer, 0)),
            Map.entry(Integer.class, new Plain(number -> NODES.numberNode((int) number), PlainTypes::integer, null)),
            Map.entry(long.class, new Plain(number -> NODES.numberNode((long) number), PlainTypes::longer, 0L)),
            Map.entry(Long.class, new Plain(number -> NODES.numberNode((long) number), PlainTypes::longer, null)),
            Map.entry(double.class, new Plain(number -> NODES.numberNode((double) number), PlainTypes::real, 0.0)),
            Map.entry(Double.class, new Plain(number -> NODES.numberNode((double) number), PlainTypes::real, null)),
            Map.entry(OptionalInt.class, new Plain(value -> ((OptionalInt) value).isEmpty()
                    ? NullNode.getInstance()
                    : NODES.numberNode(((OptionalInt) value).getAsInt()), node -> OptionalInt.of(integer(node)),
                    OptionalInt.empty())),
            Map.entry(OptionalLong.class, new Plain(value -> ((OptionalLong) value).isEmpty()
                    ? NullNode.getInstance()
                    : NODES.numberNode(((OptionalLong) value).getAsLong()), node -> OptionalLong.of(longer(node)),
                    OptionalLong.empty())),
            Map.entry(OptionalDouble.class, new Plain(value -> ((OptionalDouble) value).isEmpty()
                    ? NullNode.getInstance()
                    : NODES.numberNode(((OptionalDouble) value).getAsDouble()), node -> OptionalDouble.of(real(node)),
                    OptionalDouble.empty())),
            Map.entry(Instant.class, new Plain(value -> NODES.textNode(value.toString()), PlainTypes::instant, null)),
            Map.entry(Duration.class, new Plain(value -> seconds((Duration) value), PlainTypes::duration, null)),
            Map.entry(ReplyId.class, new Plain(id -> NODES.textNode(((ReplyId<?>) id).value()),
                    node -> new ReplyId<>(text(node)), null)),
            Map.entry(KeptId.class, new Plain(id -> NODES.textNode(((KeptId<?>) id).value()),
                    node -> new KeptId<>(text(node)), null)),
            Map.entry(Secret.class, new Plain(value -> NODES.objectNode(), PlainTypes::noSecret, null)),
            Map.entry(Object.class, new Plain(PlainTypes::any, PlainTypes::anyOf, null)));

    private PlainTypes() {}

    private record Plain(Function<Object, JsonNode> writer, Function<JsonNode, Object> reader, Object absent) implements StateType {

        @Override
        public JsonNode write(Object value) {
            return writer.apply(value);
        }

        @Override
        public Object read(JsonNode node) {
            return reader.apply(node);
        }
    }

    static boolean knows(Class<?> type) {
        return TYPES.containsKey(type);
    }

    static StateType of(Class<?> type) {
        StateType known = TYPES.get(type);
        if (known == null) {
            throw new IllegalArgumentException(type.getName() + " cannot be part of a state: records, enums, text, numbers, "
                    + "java.time.Instant and Duration, Optional, List, Set and Map of these can");
        }
        return known;
    }

    private static JsonNode bool(Object value) {
        return NODES.booleanNode((Boolean) value);
    }

    private static String text(JsonNode node) {
        if (!node.isValueNode()) {
            throw new IllegalArgumentException(node.getNodeType() + " is no text");
        }
        return node.asText();
    }

    private static int integer(JsonNode node) {
        if (!node.canConvertToInt()) {
            throw new IllegalArgumentException(node.getNodeType() + " is no int");
        }
        return node.intValue();
    }

    private static long longer(JsonNode node) {
        if (!node.canConvertToLong()) {
            throw new IllegalArgumentException(node.getNodeType() + " is no long");
        }
        return node.longValue();
    }

    private static double real(JsonNode node) {
        if (!node.isNumber()) {
            throw new IllegalArgumentException(node.getNodeType() + " is no number");
        }
        return node.doubleValue();
    }

    private static Instant instant(JsonNode node) {
        try {
            return Instant.parse(text(node));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no instant: " + e.getMessage(), e);
        }
    }

    private static JsonNode seconds(Duration value) {
        return NODES.numberNode(BigDecimal.valueOf(value.getSeconds()).add(BigDecimal.valueOf(value.getNano(), NANO_DIGITS)));
    }

    private static Duration duration(JsonNode node) {
        if (!node.isNumber()) {
            throw new IllegalArgumentException(node.getNodeType() + " is no duration");
        }
        BigDecimal seconds = node.decimalValue();
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        return Duration.ofSeconds(whole.longValueExact(), seconds.subtract(whole).movePointRight(NANO_DIGITS).longValue());
    }

    /** Hand-overs reach exported journals: what needs a secret keeps it at the lane. */
    private static Object noSecret(JsonNode node) {
        throw new IllegalArgumentException("a secret is not part of a state: keep it by Lane.keep");
    }

    private static JsonNode any(Object value) {
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((name, each) -> object.set(name.toString(), each == null ? NullNode.getInstance() : any(each)));
            return object;
        } else if (value instanceof Iterable<?> all) {
            ArrayNode array = NODES.arrayNode();
            all.forEach(each -> array.add(each == null ? NullNode.getInstance() : any(each)));
            return array;
        } else if (value instanceof Float number) {
            return NODES.numberNode(number);
        } else if (value instanceof BigDecimal number) {
            return NODES.numberNode(number);
        } else if (value.getClass().isRecord() && !knows(value.getClass())) {
            return StateTypes.of(value.getClass()).write(value);
        } else if (value instanceof Enum<?> constant) {
            return NODES.textNode(constant.name());
        }
        return of(value.getClass()).write(value);
    }

    private static Object anyOf(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.fields().forEachRemaining(field -> map.put(field.getKey(), anyOf(field.getValue())));
            return map;
        } else if (node.isArray()) {
            List<Object> all = new ArrayList<>();
            node.forEach(each -> all.add(anyOf(each)));
            return all;
        } else if (node.isNumber()) {
            return node.isFloat() ? Double.valueOf(node.doubleValue()) : node.numberValue();
        } else if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() ? null : node.asText();
    }
}
