/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** A command a manager gave to a foundation. */
public record Command(String name, List<Object> arguments) {

    /** The first argument of that type. */
    public <T> T argument(Class<T> type) {
        return arguments.stream().filter(type::isInstance).map(type::cast).findFirst()
                .orElseThrow(() -> new NoSuchElementException(this + " has no " + type.getSimpleName()));
    }

    public Object argument(int index) {
        return arguments.get(index);
    }

    static Command of(String name, Object[] arguments) {
        return new Command(name, arguments == null ? List.of() : Arrays.asList(arguments));
    }

    @Override
    public String toString() {
        return name + arguments.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }
}
