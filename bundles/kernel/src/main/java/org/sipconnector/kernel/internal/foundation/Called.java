/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.foundation;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a manager told a foundation or another manager to do, for the journal; secrets mask themselves.
 *
 * @param command whether it went to a foundation
 */
public record Called(Method method, Object[] arguments, boolean command) {

    @Override
    public String toString() {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + (arguments == null
                        ? "()"
                        : Arrays.stream(arguments).map(String::valueOf)
                                .collect(Collectors.joining(", ", "(", ")")));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Called that && method.equals(that.method) && Arrays.equals(arguments, that.arguments);
    }

    @Override
    public int hashCode() {
        return method.hashCode() * 31 + Arrays.hashCode(arguments);
    }
}
