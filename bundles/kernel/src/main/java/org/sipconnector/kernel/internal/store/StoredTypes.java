/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.kernel.internal.state.Standard;
import org.sipconnector.spi.foundation.Foundation;

/**
 * Types of the API and of the SPI by name. They are looked up in these two bundles and nowhere else, and none of one has the name of one
 * of the other: what moves between them is found again.
 */
final class StoredTypes {

    private static final String API = "org.sipconnector.api.";
    private static final String SPI = "org.sipconnector.spi.";

    private StoredTypes() {}

    static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(API) || type.getName().startsWith(SPI);
    }

    /** @throws NotStorableException for a type that is none of these */
    static String name(Class<?> type) {
        if (!isOurs(type)) {
            throw new NotStorableException(type);
        }
        return type.getName().substring(API.length());
    }

    /** What a foundation's contract is stored as: the name it would have in the API, which states of all releases use. */
    static String contract(String name) {
        return name.startsWith(SPI) ? API + name.substring(SPI.length()) : name;
    }

    /** The contract that was stored so. */
    static String storedContract(String name) {
        return name.startsWith(API) ? SPI + name.substring(API.length()) : name;
    }

    /** @throws IllegalArgumentException when there is none of that name */
    static Class<?> find(String name) {
        return find(API, name, ConnectorId.class).or(() -> find(SPI, name, Foundation.class))
                .orElseThrow(() -> new IllegalArgumentException("neither API nor SPI has a " + name));
    }

    private static Optional<Class<?>> find(String root, String name, Class<?> beside) {
        try {
            return Optional.of(Class.forName(root + name, true, beside.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    static Object constant(String[] words) {
        Object[] all = find(words[0]).getEnumConstants();
        return Arrays.stream(all == null ? new Object[0] : all).filter(each -> ((Enum<?>) each).name().equals(words[1])).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(words[1] + " is no " + words[0]));
    }

    /**
     * The type of these that a client's class implements and that has a {@code STANDARD}.
     *
     * @throws NotStorableException when there is none
     */
    static Class<?> withStandard(Class<?> type) {
        return types(type).filter(each -> isOurs(each) && Standard.of(each).isPresent()).findFirst()
                .orElseThrow(() -> new NotStorableException(type));
    }

    /** A class with all it extends and implements. */
    private static Stream<Class<?>> types(Class<?> type) {
        Stream<Class<?>> above = Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        return Stream.concat(Stream.of(type), above.flatMap(StoredTypes::types));
    }
}
