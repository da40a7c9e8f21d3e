/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Schemas of what {@link RecordJson} writes of records, named as the records are. */
final class RecordSchema {

    private static final String TYPE = "type";
    private final Map<String, Object> schemas = new TreeMap<>();

    /** All schemas that were asked for, and those they refer to, by name. */
    Map<String, Object> all() {
        return schemas;
    }

    /** A reference to the record's schema. */
    Map<String, Object> of(Class<?> record) {
        String name = name(record);
        if (!schemas.containsKey(name)) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schemas.put(name, schema);
            Map<String, Object> members = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (RecordComponent component : record.getRecordComponents()) {
                members.put(component.getName(), of(component.getGenericType()));
                if (!optional(component.getType())) {
                    required.add(component.getName());
                }
            }
            schema.put(TYPE, "object");
            schema.put("properties", members);
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            schema.put("additionalProperties", false);
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    /** A record inside of another is named after both. */
    static String name(Class<?> type) {
        return type.getDeclaringClass() == null ? type.getSimpleName() : name(type.getDeclaringClass()) + "." + type.getSimpleName();
    }

    private Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (raw == Optional.class) {
                return of(last);
            }
            if (Map.class.isAssignableFrom(raw)) {
                return Map.of(TYPE, "object", "additionalProperties", of(last));
            }
            return Collection.class.isAssignableFrom(raw) ? Map.of(TYPE, "array", "items", of(last)) : of(raw);
        }
        return type instanceof Class<?> plain ? plain(plain) : Map.of();
    }

    private Map<String, Object> plain(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return Map.of(TYPE, "boolean");
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class || type == OptionalLong.class
                || type == OptionalInt.class) {
            return Map.of(TYPE, "integer");
        }
        if (type == double.class || type == float.class || type == Double.class || type == OptionalDouble.class) {
            return Map.of(TYPE, "number");
        }
        if (type.isEnum()) {
            return Map.of(TYPE, "string", "enum", Arrays.stream(type.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()).toList());
        }
        if (type.isRecord()) {
            return of(type);
        }
        if (type == Instant.class) {
            return Map.of(TYPE, "string", "format", "date-time");
        }
        return type == Object.class || type.isInterface() || Throwable.class.isAssignableFrom(type) ? Map.of() : Map.of(TYPE, "string");
    }

    private static boolean optional(Class<?> type) {
        return type == Optional.class || type == OptionalLong.class || type == OptionalInt.class || type == OptionalDouble.class;
    }
}
