/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Some argument of a type, of no meaning: what an operation is asked with beside the argument that is missing. */
final class SampleArguments {

    private static final Map<Class<?>, Object> SIMPLE = Map.of(String.class, "x", Duration.class, Duration.ofSeconds(1),
            Optional.class, Optional.empty(), List.class, List.of(), Set.class, Set.of(), Map.class, Map.of(), Class.class, Object.class);

    private SampleArguments() {}

    static Object of(Class<?> type) throws ReflectiveOperationException {
        if (SIMPLE.containsKey(type)) {
            return SIMPLE.get(type);
        } else if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        } else if (type.isEnum()) {
            return type.getEnumConstants()[0];
        } else if (type.isSealed()) {
            return of(type.getPermittedSubclasses()[0]);
        } else if (type.isInterface()) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null);
        }
        Optional<Field> constant = Arrays.stream(type.getFields())
                .filter(field -> field.getType() == type && Modifier.isStatic(field.getModifiers())).findFirst();
        return constant.isPresent() ? constant.get().get(null) : record(type);
    }

    private static Object record(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = of(components[i].getType());
        }
        Constructor<?> canonical = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return canonical.newInstance(values);
    }
}
