/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the record of a foundation's method: it has the method's name and parameters. */
final class CommandTypes {

    private record Signature(String name, List<Class<?>> parameters) {}

    private static final Map<Signature, Class<?>> TYPES = new HashMap<>();

    static {
        Stream.of(RecordedSip.class, RecordedServers.class, RecordedMedia.class, RecordedHttp.class)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                .forEach(type -> TYPES.put(signature(type), type));
    }

    private CommandTypes() {}

    static Command of(Method method, Object[] arguments) {
        Object[] given = arguments == null ? new Object[0] : arguments;
        return typeOf(method).map(type -> made(type, method, given)).orElseGet(() -> new OtherCommand(method.getName(), Arrays.asList(given)));
    }

    static Optional<Class<?>> typeOf(Method method) {
        return Optional.ofNullable(TYPES.get(new Signature(method.getName(), List.of(method.getParameterTypes()))));
    }

    private static Command made(Class<?> type, Method method, Object[] given) {
        try {
            return (Command) type.getDeclaredConstructor(method.getParameterTypes()).newInstance(given);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Signature signature(Class<?> type) {
        String name = type.getSimpleName();
        List<Class<?>> parameters = Stream.of(type.getRecordComponents()).<Class<?>>map(RecordComponent::getType).toList();
        return new Signature(Character.toLowerCase(name.charAt(0)) + name.substring(1), parameters);
    }
}
