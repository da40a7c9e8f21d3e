/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A foundation that records commands and does nothing, readings answering what the test has set; or one that passes both
 * on to a foundation that acts.
 */
final class RecordedFoundation implements InvocationHandler {

    private final Consumer<Command> record;
    private final Map<String, Object> answers;
    private final Object acting;

    private RecordedFoundation(Consumer<Command> record, Map<String, Object> answers, Object acting) {
        this.record = record;
        this.answers = answers;
        this.acting = acting;
    }

    static <F> F of(Class<F> api, Consumer<Command> record, Map<String, Object> answers) {
        return proxy(api, new RecordedFoundation(record, answers, null));
    }

    /** One whose commands are recorded and then done, and whose readings are answered, by another. */
    static <F> F of(Class<F> api, Consumer<Command> record, F acting) {
        return proxy(api, new RecordedFoundation(record, Map.of(), acting));
    }

    private static <F> F proxy(Class<F> api, RecordedFoundation foundation) {
        return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, foundation));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "recorded foundation";
            };
        }
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        boolean command = method.getReturnType() == void.class;
        if (command) {
            record.accept(CommandTypes.of(method, arguments));
        }
        if (acting == null) {
            return command ? null : answers.get(method.getName());
        }
        try {
            return method.invoke(acting, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
