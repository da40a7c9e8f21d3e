/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.foundation.Foundation;

/**
 * The types a state may consist of. They are learnt by plain reflection: a general JSON mapper takes tens of milliseconds to
 * learn one manager's state, while lanes wait. What is learnt of a class is stored with that class, so that it goes with it; what is learnt of classes
 * of {@code api}, which stay when the kernel goes, is stored here.
 */
public final class StateTypes {

    static final JsonNodeFactory NODES = new JsonNodeFactory(true);

    private static final ClassValue<RecordType> RECORDS = new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
            return new RecordType(type, Map.of());
        }
    };

    private static final Map<Class<?>, RecordType> SHARED = new ConcurrentHashMap<>();

    private StateTypes() {}

    public static RecordType of(Class<?> type) {
        if (type.getClassLoader() != ConnectorId.class.getClassLoader() && type.getClassLoader() != Foundation.class.getClassLoader()) {
            return RECORDS.get(type);
        }
        RecordType known = SHARED.get(type);
        if (known == null) {
            known = new RecordType(type, Map.of());
            SHARED.put(type, known);
        }
        return known;
    }

    /** @param bindings what the type variables of the record around it stand for */
    static StateType of(Type type, Map<TypeVariable<?>, Type> bindings) {
        if (type instanceof TypeVariable<?> variable) {
            return of(bindings.getOrDefault(variable, Object.class), Map.of());
        } else if (type instanceof ParameterizedType parameterized) {
            return parameterized(parameterized, bindings);
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException(type + " cannot be part of a state");
        }
        if (plain.isRecord() && !PlainTypes.knows(plain)) {
            return new LazyRecord(plain);
        } else if (plain.isEnum()) {
            return new EnumType(plain);
        }
        return PlainTypes.of(plain);
    }

    private static StateType parameterized(ParameterizedType type, Map<TypeVariable<?>, Type> bindings) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (PlainTypes.knows(raw)) {
            return PlainTypes.of(raw);
        }
        if (raw.isRecord()) {
            Map<TypeVariable<?>, Type> inner = new HashMap<>();
            for (int i = 0; i < arguments.length; i++) {
                Type argument = arguments[i];
                inner.put(raw.getTypeParameters()[i], argument instanceof TypeVariable<?> outer
                        ? bindings.getOrDefault(outer, Object.class)
                        : argument);
            }
            return new RecordType(raw, inner);
        }
        StateType last = of(arguments[arguments.length - 1], bindings);
        if (raw == Optional.class) {
            return new OptionalType(last);
        } else if (raw == List.class || raw == Collection.class) {
            return new CollectionType(last, ArrayList::new, all -> Collections.unmodifiableList((List<?>) all));
        } else if (raw == Set.class) {
            return new CollectionType(last, LinkedHashSet::new, all -> Collections.unmodifiableSet((Set<?>) all));
        } else if (raw == Map.class) {
            return new MapType(of(arguments[0], bindings), last);
        }
        throw new IllegalArgumentException(type + " cannot be part of a state");
    }

    private static JsonNode write(StateType type, Object value) {
        return value == null ? NullNode.getInstance() : type.write(value);
    }

    private static Object read(StateType type, JsonNode node) {
        return node == null || node.isNull() ? type.absent() : type.read(node);
    }

    /** Looked up when it is used: a record may contain itself. */
    private record LazyRecord(Class<?> type) implements StateType {

        @Override
        public JsonNode write(Object value) {
            return of(type).write(value);
        }

        @Override
        public Object read(JsonNode node) {
            return of(type).read(node);
        }
    }

    private record EnumType(Class<?> type) implements StateType {

        @Override
        public JsonNode write(Object value) {
            return NODES.textNode(((Enum<?>) value).name());
        }

        @Override
        public Object read(JsonNode node) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(node.asText())) {
                    return constant;
                }
            }
            throw new IllegalArgumentException(node + " is no " + type.getSimpleName());
        }
    }

    private record OptionalType(StateType content) implements StateType {

        @Override
        public JsonNode write(Object value) {
            return StateTypes.write(content, ((Optional<?>) value).orElse(null));
        }

        @Override
        public Object read(JsonNode node) {
            return Optional.of(content.read(node));
        }

        @Override
        public Object absent() {
            return Optional.empty();
        }
    }

    private record CollectionType(StateType content, Supplier<Collection<Object>> fresh,
            UnaryOperator<Collection<?>> unmodifiable) implements StateType {

        @Override
        public JsonNode write(Object value) {
            ArrayNode array = NODES.arrayNode();
            ((Collection<?>) value).forEach(each -> array.add(StateTypes.write(content, each)));
            return array;
        }

        @Override
        public Object read(JsonNode node) {
            if (!node.isArray()) {
                throw new IllegalArgumentException(node.getNodeType() + " is no list");
            }
            Collection<Object> all = fresh.get();
            node.forEach(each -> all.add(StateTypes.read(content, each)));
            return unmodifiable.apply(all);
        }
    }

    private record MapType(StateType key, StateType content) implements StateType {

        @Override
        public JsonNode write(Object value) {
            ObjectNode object = NODES.objectNode();
            ((Map<?, ?>) value).forEach((name, each) -> object.set(key.write(name).asText(), StateTypes.write(content, each)));
            return object;
        }

        @Override
        public Object read(JsonNode node) {
            if (!node.isObject()) {
                throw new IllegalArgumentException(node.getNodeType() + " is no map");
            }
            Map<Object, Object> all = new LinkedHashMap<>();
            node.fields().forEachRemaining(field -> all.put(key.read(NODES.textNode(field.getKey())), StateTypes.read(content, field.getValue())));
            return Collections.unmodifiableMap(all);
        }
    }
}
