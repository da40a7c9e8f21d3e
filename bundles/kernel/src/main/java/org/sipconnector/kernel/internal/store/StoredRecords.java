/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sipconnector.api.Embedded;
import org.sipconnector.kernel.internal.state.Standard;

/**
 * Records of the API as trees and back. A component that its writer did not know, or that is a client's function, or that is not known
 * here, is the one of the type's {@code STANDARD}. Of a type without, a component that its writer did not know is null, zero, false or
 * empty, and one that is not known here lets the record be unknown.
 */
final class StoredRecords {

    static final String TYPE = "record";
    static final String COMPONENTS = "of";

    private StoredRecords() {}

    /** @throws NotStorableException when it is none of the API's, or has a component that is no data */
    static JsonNode write(Record record) {
        return JsonNodeFactory.instance.objectNode().put(TYPE, StoredTypes.name(record.getClass())).set(COMPONENTS, components(record));
    }

    private static ObjectNode components(Record record) {
        ObjectNode components = JsonNodeFactory.instance.objectNode();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                if (component.isAnnotationPresent(Embedded.class)) {
                    components.setAll(components((Record) value(component, record)));
                } else {
                    components.set(component.getName(), data(value(component, record)));
                }
            } catch (NotStorableException function) {
                if (Standard.of(record.getClass()).isEmpty()) {
                    throw function;
                }
            }
        }
        return components;
    }

    /** What would come back as a supplier that fails is no part of a record: whoever reads it takes it for what it says. */
    private static JsonNode data(Object value) {
        if (value instanceof Supplier) {
            throw new NotStorableException(value.getClass());
        }
        return StoredValues.write(value);
    }

    /** @throws IllegalArgumentException when the API has no such record any more, or it refuses what is stored */
    static Object read(JsonNode node) {
        String name = node.get(TYPE).textValue();
        return read(StoredTypes.find(name), FormerRecords.present(name, node.path(COMPONENTS)));
    }

    private static Object read(Class<?> type, JsonNode stored) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException(type.getName() + " is no record");
        }
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].isAnnotationPresent(Embedded.class)
                    ? read(components[i].getType(), part(stored, components[i].getName()))
                    : read(stored.get(components[i].getName()), components[i], Standard.of(type));
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type.getName() + " refuses what is stored", e);
        }
    }

    /** The components around it, or its own where a former build stored it apart. */
    private static JsonNode part(JsonNode stored, String name) {
        JsonNode apart = stored.path(name).path(COMPONENTS);
        return apart.isMissingNode() ? stored : apart;
    }

    private static Object read(JsonNode present, RecordComponent component, Optional<Object> standard) {
        if (present == null) {
            return standard.map(its -> value(component, its)).orElseGet(() -> absent(component.getType()));
        }
        try {
            return StoredValues.read(present);
        } catch (IllegalArgumentException unknown) {
            return value(component, standard.orElseThrow(() -> unknown));
        }
    }

    private static Object value(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new NotStorableException(record.getClass());
        }
    }

    private static Object absent(Class<?> type) {
        if (type == boolean.class) {
            return false;
        } else if (type == int.class) {
            return 0;
        } else if (type == long.class) {
            return 0L;
        } else if (type == double.class) {
            return 0.0;
        } else if (type == Optional.class) {
            return Optional.empty();
        } else if (type == List.class || type == Collection.class) {
            return List.of();
        } else if (type == Set.class) {
            return Set.of();
        }
        return type == Map.class ? Map.of() : null;
    }
}
