/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.replay;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;

/**
 * A client's function as a journal's document has it: by the name of its class. It is equal to a function of that class, so that
 * passing it on is no difference; a replay that would have to call it ends.
 */
public final class ClientFunction implements InvocationHandler {

    private static final String LAMBDA = "$$Lambda";

    private final String name;

    private ClientFunction(String name) {
        this.name = name;
    }

    /** One that a document names. */
    public static Object of(Class<?> type, String name) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new ClientFunction(name));
    }

    /** Whether objects of that class are functions and nothing else. */
    public static boolean is(Class<?> type) {
        return !type.isRecord() && Stream.of(type.getInterfaces()).anyMatch(each -> each.getPackageName().equals("java.util.function"));
    }

    /** What a document names it by; what another process would name otherwise is no part of that. */
    public static String name(Object function) {
        if (Proxy.isProxyClass(function.getClass()) && Proxy.getInvocationHandler(function) instanceof ClientFunction named) {
            return named.name;
        }
        String name = function.getClass().getName();
        int lambda = name.indexOf(LAMBDA);
        return lambda < 0 ? name : name.substring(0, lambda + LAMBDA.length());
    }

    /** The name of the class that a function of that name is made by. */
    public static String maker(String name) {
        return name.endsWith(LAMBDA) ? name.substring(0, name.length() - LAMBDA.length()) : name;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) {
        if (method.getDeclaringClass() != Object.class) {
            throw new Uncallable(name);
        }
        return switch (method.getName()) {
            case "equals" -> arguments[0] != null && name.equals(name(arguments[0]));
            case "hashCode" -> name.hashCode();
            default -> name;
        };
    }

    /** An error so that no manager takes it for the failure of what it asked of the client. */
    static final class Uncallable extends Error {

        private static final long serialVersionUID = 1;

        Uncallable(String name) {
            super("cannot be replayed any further: it calls " + name + ", a client's function that no document has");
        }
    }
}
