/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /**
     * Values of a type, written under a tag.
     *
     * @param write what of a value stands there
     * @param read  makes a value of that
     */
    private record Kind<T>(Class<T> type, String tag, Function<T, JsonNode> write, Function<JsonNode, Object> read) {

        JsonNode tagged(Object value) {
            return NODES.objectNode().set(tag, write.apply(type.cast(value)));
        }
    }

    /** A value is of the first kind that has its type. */
    private static final List<Kind<?>> KINDS = List.of(
            new Kind<>(Integer.class, "int", NODES::numberNode, JsonNode::intValue),
            new Kind<>(Long.class, "long", NODES::numberNode, JsonNode::longValue),
            new Kind<>(Double.class, "double", NODES::numberNode, JsonNode::doubleValue),
            new Kind<>(byte[].class, "bytes", NODES::binaryNode, StoredValues::bytes),
            text(Instant.class, "instant", Instant::toString, Instant::parse),
            text(Duration.class, "duration", Duration::toString, Duration::parse),
            text(Path.class, "path", Path::toString, Path::of),
            text(InetSocketAddress.class, "address", address -> address.getPort() + " " + address.getHostString(), StoredValues::address),
            text(Secret.class, "secret", secret -> new String(secret.reveal()), Secret::of),
            new Kind<>(Optional.class, "optional", StoredValues::ofOptional, content -> all(content).stream().findFirst()),
            new Kind<>(OptionalInt.class, "optional-int", optional -> array(optional.stream().boxed().toList()),
                    content -> content.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) read(content.get(0)))),
            new Kind<>(OptionalLong.class, "optional-long", optional -> array(optional.stream().boxed().toList()),
                    content -> content.isEmpty() ? OptionalLong.empty() : OptionalLong.of((long) read(content.get(0)))),
            new Kind<>(OptionalDouble.class, "optional-double", optional -> array(optional.stream().boxed().toList()),
                    content -> content.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) read(content.get(0)))),
            new Kind<>(Set.class, "set", StoredValues::array, content -> Collections.unmodifiableSet(new LinkedHashSet<>(all(content)))),
            new Kind<>(Collection.class, "list", StoredValues::array, content -> Collections.unmodifiableList(all(content))),
            new Kind<>(Map.class, "map", StoredValues::ofMap, StoredValues::map),
            // what a client's object has become when the process is another
            text(Throwable.class, "error", ErrorText::of, FormerErrorException::new),
            new Kind<>(Supplier.class, "supplier", supplier -> NODES.nullNode(),
                    content -> (Supplier<Object>) () -> CompletableFuture.failedFuture(new ProcessRestartedException())));

    private static final Kind<?> CONSTANT = text(Enum.class, "enum",
            constant -> StoredTypes.name(constant.getDeclaringClass()) + ' ' + constant.name(), words -> StoredTypes.constant(words.split(" ", 2)));
    private static final Kind<?> STANDARD = text(Object.class, "standard",
            value -> StoredTypes.name(StoredTypes.withStandard(value.getClass())), name -> Standard.of(StoredTypes.find(name)).orElseThrow());
    private static final Map<String, Kind<?>> TAGGED = Stream.concat(KINDS.stream(), Stream.of(CONSTANT, STANDARD))
            .collect(Collectors.toUnmodifiableMap(Kind::tag, Function.identity()));

    private StoredValues() {}

    private static <T> Kind<T> text(Class<T> type, String tag, Function<T, String> write, Function<String, Object> read) {
        return new Kind<>(type, tag, write.andThen(NODES::textNode), content -> read.apply(content.textValue()));
    }

    /** @throws NotStorableException for a value that is not data */
    static JsonNode write(Object value) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof String text) {
            return NODES.textNode(text);
        } else if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        } else if (value instanceof Record record && StoredTypes.isOurs(record.getClass())) {
            return StoredRecords.write(record);
        } else if (value instanceof Enum<?> constant && StoredTypes.isOurs(constant.getDeclaringClass())) {
            return CONSTANT.tagged(value);
        }
        for (Kind<?> kind : KINDS) {
            if (kind.type().isInstance(value)) {
                return kind.tagged(value);
            }
        }
        return STANDARD.tagged(value);
    }

    private static ArrayNode array(Collection<?> all) {
        ArrayNode array = NODES.arrayNode();
        all.forEach(each -> array.add(write(each)));
        return array;
    }

    private static ArrayNode ofOptional(Optional<?> optional) {
        return array(optional.stream().toList());
    }

    private static ArrayNode ofMap(Map<?, ?> map) {
        ArrayNode entries = NODES.arrayNode();
        map.forEach((key, each) -> entries.add(write(key)).add(write(each)));
        return entries;
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
        Kind<?> kind = TAGGED.get(tag);
        if (kind == null) {
            throw new IllegalArgumentException("'" + tag + "' is no kind of stored value");
        }
        return kind.read().apply(node.get(tag));
    }

    /** By name it is looked up again, as it was when the trace began. */
    private static InetSocketAddress address(String text) {
        String[] words = text.split(" ", 2);
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
