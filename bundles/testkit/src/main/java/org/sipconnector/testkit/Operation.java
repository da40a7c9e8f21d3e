/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * An operation of managers, whatever its arguments.
 *
 * @param manager simple name of its API
 * @param name    of its method; overloads are one operation
 * @param <R>     what it answers
 */
public record Operation<R>(String manager, String name) {

    /** The operation that is called: {@code Operation.of(CallManager.class, CallManager::endCall)}. */
    public static <M, R> Operation<R> of(Class<M> api, Function<? super M, ? extends CompletionStage<R>> call) {
        String[] called = new String[1];
        M recording = api.cast(Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, (proxy, method, arguments) -> {
            called[0] = method.getName();
            return null;
        }));
        if (call.apply(recording) != null || called[0] == null) {
            throw new IllegalArgumentException("not a call of " + api.getName());
        }
        return new Operation<>(api.getSimpleName(), called[0]);
    }

    /** Post this to fulfil its oldest open call. */
    public StandIn.Answered answered(R value) {
        return new StandIn.Answered(this, value);
    }

    /** Post this to fulfil its oldest open call that answers nothing. */
    public StandIn.Answered done() {
        return answered(null);
    }

    /** Post this to fail its oldest open call. */
    public StandIn.Refused refused(Throwable error) {
        return new StandIn.Refused(this, error);
    }

    @Override
    public String toString() {
        return manager + "." + name;
    }
}
