package org.sipconnector.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Consumer;

/** A foundation that records commands and does nothing; readings answer what the test has set. */
final class RecordedFoundation implements InvocationHandler {

    private final Consumer<Command> record;
    private final Map<String, Object> answers;

    private RecordedFoundation(Consumer<Command> record, Map<String, Object> answers) {
        this.record = record;
        this.answers = answers;
    }

    static <F> F of(Class<F> api, Consumer<Command> record, Map<String, Object> answers) {
        return api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api},
                new RecordedFoundation(record, answers)));
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
        if (method.getReturnType() != void.class) {
            return answers.get(method.getName());
        }
        record.accept(Command.of(method.getName(), arguments));
        return null;
    }
}
