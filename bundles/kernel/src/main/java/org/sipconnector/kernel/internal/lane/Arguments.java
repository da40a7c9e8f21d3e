/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.Optional;

/**
 * What an operation is asked with, looked at before anything comes of it. What may be absent is an {@link Optional}: a null would
 * fail a manager later, where nobody can tell the client any more.
 */
final class Arguments {

    private Arguments() {}

    /** What is wrong with them, by the name of the first parameter concerned; empty when nothing is null. */
    static Optional<IllegalArgumentException> objectionTo(Method method, Object[] arguments) {
        for (int i = 0; arguments != null && i < arguments.length; i++) {
            if (arguments[i] == null) {
                return Optional.of(objection(method, i, " must not be null"));
            }
            if (arguments[i] instanceof Collection<?> elements && elements.stream().anyMatch(element -> element == null)) {
                return Optional.of(objection(method, i, " must not contain null"));
            }
        }
        return Optional.empty();
    }

    /** The interface of a manager that is asked for. */
    static <A> Class<A> api(Class<A> given) {
        if (given == null) {
            throw new IllegalArgumentException("the API of the manager that is asked for must not be null");
        }
        return given;
    }

    private static IllegalArgumentException objection(Method method, int index, String why) {
        Parameter parameter = method.getParameters()[index];
        return new IllegalArgumentException(method.getDeclaringClass().getSimpleName() + '.' + method.getName() + ": '"
                + parameter.getName() + "' (" + parameter.getType().getSimpleName() + ')' + why);
    }
}
