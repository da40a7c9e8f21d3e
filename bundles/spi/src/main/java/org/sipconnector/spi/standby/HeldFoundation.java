/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.standby;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.foundation.Foundation;

/**
 * What waits for the next copy of a foundation that went while the kernel was going, too.
 *
 * @param contracts names of the interfaces it is known by
 * @param left      what the former copy left of each owner, in order
 * @param commands  those given since, in order
 */
public record HeldFoundation(Set<String> contracts, Map<ConnectorId, Object> left, List<Command> commands) {

    public HeldFoundation {
        contracts = Set.copyOf(contracts);
        left = Collections.unmodifiableMap(new LinkedHashMap<>(left));
        commands = List.copyOf(commands);
    }

    /** A command, and what it was given. */
    public record Command(Method method, Object[] arguments) {}

    /** The interfaces that extend {@link Foundation}, whichever bundle implements them. */
    public static Set<Class<?>> contractsOf(Class<?> type) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            Arrays.stream(each.getInterfaces())
                    .filter(api -> Foundation.class.isAssignableFrom(api) && api != Foundation.class).forEach(found::add);
        }
        return found;
    }

    /** What a copy of that type left, and no command. */
    public static HeldFoundation of(Class<?> type, Map<ConnectorId, Object> left) {
        return new HeldFoundation(namesOf(contractsOf(type)), left, List.of());
    }

    /** Whether a copy of that type is the next one: of another release it may have a contract more or less. */
    public boolean isFor(Class<?> type) {
        return !Collections.disjoint(contracts, namesOf(contractsOf(type)));
    }

    /** With what another copy left later. */
    public HeldFoundation and(HeldFoundation later) {
        Map<ConnectorId, Object> all = new LinkedHashMap<>(left);
        all.putAll(later.left());
        List<Command> both = new ArrayList<>(commands);
        both.addAll(later.commands());
        return new HeldFoundation(contracts, all, both);
    }

    private static Set<String> namesOf(Set<Class<?>> types) {
        return types.stream().map(Class::getName).collect(Collectors.toSet());
    }
}
