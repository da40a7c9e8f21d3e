/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.sipconnector.api.Secret;
import org.sipconnector.kernel.internal.state.Standard;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.store.ProcessRestartedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values of the API as trees and back: records and constants by the name of their class, and types of the JDK. Unlike states they
 * may hold secrets, so what is made here goes into an encrypted store only. Of a client's functions, a supplier comes back as one
 * that fails, and one of an API's type as that type's {@code STANDARD}; of an error its text comes back. What another release wrote
 * and this one does not know is left out of lists, sets, maps and optional values.
 */
final class StoredValues {

    private static final Logger LOG = LoggerFactory.getLogger(StoredValues.class);
    private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

    private StoredValues() {}

    /** @throws NotStorableException for a value that is not data */
    static JsonNode write(Object value) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof String text) {
            return NODES.textNode(text);
        } else if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        } else if (value instanceof Enum<?> constant && StoredTypes.isOurs(constant.getDeclaringClass())) {
            return tagged("enum", NODES.textNode(StoredTypes.name(constant.getDeclaringClass()) + ' ' + constant.name()));
        } else if (value instanceof Record record && StoredTypes.isOurs(record.getClass())) {
            return StoredRecords.write(record);
        }
        return ofJdk(value);
    }

    private static JsonNode ofJdk(Object value) {
        if (value instanceof Integer number) {
            return tagged("int", NODES.numberNode(number));
        } else if (value instanceof Long number) {
            return tagged("long", NODES.numberNode(number));
        } else if (value instanceof Double number) {
            return tagged("double", NODES.numberNode(number));
        } else if (value instanceof byte[] bytes) {
            return tagged("bytes", NODES.binaryNode(bytes));
        } else if (value instanceof Instant time) {
            return tagged("instant", NODES.textNode(time.toString()));
        } else if (value instanceof Duration time) {
            return tagged("duration", NODES.textNode(time.toString()));
        } else if (value instanceof Path path) {
            return tagged("path", NODES.textNode(path.toString()));
        } else if (value instanceof InetSocketAddress address) {
            return tagged("address", NODES.textNode(address.getPort() + " " + address.getHostString()));
        } else if (value instanceof Secret secret) {
            return tagged("secret", NODES.textNode(new String(secret.reveal())));
        }
        return ofContainer(value);
    }

    private static JsonNode ofContainer(Object value) {
        if (value instanceof Optional<?> optional) {
            return tagged("optional", array(optional.stream().toList()));
        } else if (value instanceof OptionalInt optional) {
            return tagged("optional-int", array(optional.isPresent() ? List.of(optional.getAsInt()) : List.of()));
        } else if (value instanceof OptionalLong optional) {
            return tagged("optional-long", array(optional.isPresent() ? List.of(optional.getAsLong()) : List.of()));
        } else if (value instanceof OptionalDouble optional) {
            return tagged("optional-double", array(optional.isPresent() ? List.of(optional.getAsDouble()) : List.of()));
        } else if (value instanceof Set<?> all) {
            return tagged("set", array(all));
        } else if (value instanceof Collection<?> all) {
            return tagged("list", array(all));
        } else if (value instanceof Map<?, ?> map) {
            List<Object> entries = new ArrayList<>();
            map.forEach((key, each) -> {
                entries.add(key);
                entries.add(each);
            });
            return tagged("map", array(entries));
        }
        return ofClient(value);
    }

    /** What a client's object has become when the process is another. */
    private static JsonNode ofClient(Object value) {
        if (value instanceof Throwable error) {
            return tagged("error", NODES.textNode(ErrorText.of(error)));
        } else if (value instanceof Supplier) {
            return tagged("supplier", NODES.nullNode());
        }
        return tagged("standard", NODES.textNode(StoredTypes.name(StoredTypes.withStandard(value.getClass()))));
    }

    private static ObjectNode tagged(String tag, JsonNode content) {
        return NODES.objectNode().set(tag, content);
    }

    private static ArrayNode array(Collection<?> all) {
        ArrayNode array = NODES.arrayNode();
        all.forEach(each -> array.add(write(each)));
        return array;
    }

    /** @throws IllegalArgumentException for what no version of this class has written */
    static Object read(JsonNode node) {
        if (node.isNull()) {
            return null;
        } else if (node.isTextual()) {
            return node.textValue();
        } else if (node.isBoolean()) {
            return node.booleanValue();
        } else if (node.has(StoredRecords.TYPE)) {
            return StoredRecords.read(node);
        }
        String tag = node.fieldNames().next();
        return read(tag, node.get(tag));
    }

    private static Object read(String tag, JsonNode content) {
        return switch (tag) {
            case "enum" -> StoredTypes.constant(content.textValue().split(" ", 2));
            case "error" -> new FormerErrorException(content.textValue());
            case "supplier" -> (Supplier<Object>) () -> CompletableFuture.failedFuture(new ProcessRestartedException());
            case "standard" -> Standard.of(StoredTypes.find(content.textValue())).orElseThrow();
            case "int" -> content.intValue();
            case "long" -> content.longValue();
            case "double" -> content.doubleValue();
            case "bytes" -> bytes(content);
            case "instant" -> Instant.parse(content.textValue());
            case "duration" -> Duration.parse(content.textValue());
            case "path" -> Path.of(content.textValue());
            case "address" -> address(content.textValue().split(" ", 2));
            case "secret" -> Secret.of(content.textValue());
            case "optional" -> all(content).stream().findFirst();
            case "optional-int" -> content.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) read(content.get(0)));
            case "optional-long" -> content.isEmpty() ? OptionalLong.empty() : OptionalLong.of((long) read(content.get(0)));
            case "optional-double" -> content.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) read(content.get(0)));
            case "list" -> Collections.unmodifiableList(all(content));
            case "set" -> Collections.unmodifiableSet(new LinkedHashSet<>(all(content)));
            case "map" -> map(content);
            default -> throw new IllegalArgumentException("'" + tag + "' is no kind of stored value");
        };
    }

    /** By name it is looked up again, as it was when the trace began. */
    private static InetSocketAddress address(String[] words) {
        return new InetSocketAddress(words[1], Integer.parseInt(words[0]));
    }

    private static byte[] bytes(JsonNode content) {
        try {
            return content.binaryValue();
        } catch (IOException e) {
            throw new IllegalArgumentException("no bytes", e);
        }
    }

    private static List<Object> all(JsonNode content) {
        List<Object> all = new ArrayList<>();
        content.forEach(each -> unlessUnknown(() -> all.add(read(each))));
        return all;
    }

    private static Map<Object, Object> map(JsonNode entries) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i + 1 < entries.size(); i += 2) {
            JsonNode key = entries.get(i);
            JsonNode value = entries.get(i + 1);
            unlessUnknown(() -> map.put(read(key), read(value)));
        }
        return Collections.unmodifiableMap(map);
    }

    /** Reads one of several parts: what another release wrote and this one does not know is left out, and the others stay. */
    static void unlessUnknown(Runnable reading) {
        try {
            reading.run();
        } catch (RuntimeException e) {
            LOG.warn("of what was kept is left out: {}", ErrorText.of(e));
        }
    }
}
