/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.state;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** What holds of a type of the API when nobody says otherwise. */
public final class Standard {

    private static final String NAME = "STANDARD";

    private Standard() {}

    /** Its {@code STANDARD}. */
    public static Optional<Object> of(Class<?> type) {
        try {
            Field field = type.getField(NAME);
            return Modifier.isStatic(field.getModifiers()) && type.isAssignableFrom(field.getType())
                    ? Optional.of(field.get(null))
                    : Optional.empty();
        } catch (NoSuchFieldException none) {
            return Optional.empty();
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
