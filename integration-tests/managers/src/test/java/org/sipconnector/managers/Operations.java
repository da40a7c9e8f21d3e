/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;

/** All operations of connector and facade there are, as {@code SipConnector.call(CallParameters, boolean)}. */
final class Operations {

    private Operations() {}

    static Set<String> all() {
        return Set.of(SipConnector.class, SipConnectorFacade.class).stream().flatMap(api -> Arrays.stream(api.getMethods()))
                .filter(method -> CompletionStage.class.isAssignableFrom(method.getReturnType()))
                .map(method -> name(owner(method), method)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What several managers have in common with the connector is declared above it. */
    private static String owner(Method method) {
        return method.getDeclaringClass() == SipConnectorFacade.class ? "SipConnectorFacade" : "SipConnector";
    }

    private static String name(String owner, Method method) {
        return owner + '.' + method.getName() + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
