/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.masking;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a record the way records are written, the secrets in its components masked. */
final class RecordMask {

    private RecordMask() {}

    static String text(Record record) {
        return record.getClass().getSimpleName() + Arrays.stream(record.getClass().getRecordComponents())
                .map(component -> component.getName() + "=" + shown(record, component)).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Text is masked by what it is; other values mask themselves. */
    private static String shown(Record record, RecordComponent component) {
        Object value = value(record, component);
        if (value instanceof String text) {
            return masked(component, text);
        }
        return value instanceof Optional<?> wrapped && wrapped.orElse(null) instanceof String text
                ? "Optional[" + masked(component, text) + "]"
                : String.valueOf(value);
    }

    private static String masked(RecordComponent component, String text) {
        return component.getName().equals("body") ? Masking.body("", text) : Masking.text(text);
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(record.getClass().getName() + " must be public to be written", e);
        }
    }
}
