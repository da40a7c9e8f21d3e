/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.ConnectorId;

/** Types of the API by name. They are looked up in its bundle and nowhere else. */
final class StoredTypes {

    private static final String API = "org.sipconnector.api.";
    private static final String STANDARD = "STANDARD";

    private StoredTypes() {}

    static boolean ofApi(Class<?> type) {
        return type.getName().startsWith(API);
    }

    /** @throws NotStorableException for a type that is none of the API's */
    static String name(Class<?> type) {
        if (!ofApi(type)) {
            throw new NotStorableException(type);
        }
        return type.getName().substring(API.length());
    }

    /** @throws IllegalArgumentException when the API has none of that name */
    static Class<?> find(String name) {
        try {
            return Class.forName(API + name, true, ConnectorId.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("the API has no " + name, e);
        }
    }

    static Object constant(String[] words) {
        Object[] all = find(words[0]).getEnumConstants();
        return Arrays.stream(all == null ? new Object[0] : all).filter(each -> ((Enum<?>) each).name().equals(words[1])).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(words[1] + " is no " + words[0]));
    }

    /** What holds of such a type when nobody says otherwise. */
    static Optional<Object> standard(Class<?> type) {
        try {
            Field field = type.getField(STANDARD);
            return Modifier.isStatic(field.getModifiers()) && type.isAssignableFrom(field.getType())
                    ? Optional.of(field.get(null))
                    : Optional.empty();
        } catch (NoSuchFieldException none) {
            return Optional.empty();
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * The type of the API that a client's class implements and that has a {@code STANDARD}.
     *
     * @throws NotStorableException when there is none
     */
    static Class<?> withStandard(Class<?> type) {
        return types(type).filter(each -> ofApi(each) && standard(each).isPresent()).findFirst()
                .orElseThrow(() -> new NotStorableException(type));
    }

    /** A class with all it extends and implements. */
    private static Stream<Class<?>> types(Class<?> type) {
        Stream<Class<?>> above = Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        return Stream.concat(Stream.of(type), above.flatMap(StoredTypes::types));
    }
}
