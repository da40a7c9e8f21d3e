/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.connector.SipConnectorFacade;

/** Operations there are, as {@code SipConnector.call(CallParameters, boolean)}. */
final class SpanningOperations {

    private SpanningOperations() {}

    /** Those that span managers: of connector and facade. */
    static Set<String> ofConnectorAndFacade() {
        return of(List.of(SipConnector.class, SipConnectorFacade.class));
    }

    static Set<String> ofManagersToo() {
        Set<String> all = ofConnectorAndFacade();
        all.addAll(of(ReleasedStates.MANAGERS));
        return all;
    }

    private static Set<String> of(Collection<? extends Class<?>> apis) {
        return apis.stream().flatMap(api -> Arrays.stream(api.getMethods()))
                .filter(method -> CompletionStage.class.isAssignableFrom(method.getReturnType()))
                .map(SpanningOperations::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + '.' + method.getName()
                + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
