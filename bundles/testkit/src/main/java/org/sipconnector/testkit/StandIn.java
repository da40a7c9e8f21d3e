/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.sipconnector.api.Event;
import org.sipconnector.kernel.Handover;
import org.sipconnector.kernel.Lane;
import org.sipconnector.kernel.Manager;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.ReplyId;

/**
 * Stands in for a manager that another one works with: it publishes what it is {@link Asked}, answers when the test
 * posts that an {@link Operation} is answered or refused, and shows what the test posts as {@link FixedSnapshot}. It is replaced like any
 * other manager.
 *
 * @param api     the manager's API
 * @param initial what it shows at first
 */
public record StandIn(Class<?> api, Object initial) implements ManagerFactory {

    /** An operation was called. */
    public record Asked(Operation<?> operation, List<Object> arguments) implements Event {

        @Override
        public String name() {
            return operation.toString();
        }

        /** An argument, which is of this type. */
        public <A> A argument(int index, Class<A> type) {
            return type.cast(arguments.get(index));
        }

        @Override
        public String toString() {
            return operation + arguments.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** Fulfils the oldest open call of an operation. */
    public record Answered(Operation<?> operation, Object value) implements Event {}

    /** Fails the oldest open call of an operation. */
    public record Refused(Operation<?> operation, Throwable error) implements Event {}

    /** Post this to make a manager show something. */
    public record Shown(Class<?> api, Object snapshot) implements Event {}

    /** Calls not answered yet, in order. */
    record State(List<Open> open) {

        record Open(Operation<?> operation, ReplyId<Object> reply) {}
    }

    @Override
    public Object initialSnapshot() {
        return initial;
    }

    @Override
    public Manager create(Lane lane) {
        return new Acting(lane, api, List.of()).asManager();
    }

    @Override
    public Manager adopt(Lane lane, Handover previous) {
        return new Acting(lane, api, previous.as(State.class).open()).asManager();
    }

    private static final class Acting implements InvocationHandler {

        private final Lane lane;
        private final Class<?> api;
        private final List<State.Open> open;

        Acting(Lane lane, Class<?> api, List<State.Open> open) {
            this.lane = lane;
            this.api = api;
            this.open = new ArrayList<>(open);
            lane.on(Answered.class, answer -> take(answer.operation()).forEach(id -> lane.reply(id).complete(answer.value())));
            lane.on(Refused.class, refusal -> take(refusal.operation()).forEach(id -> lane.reply(id).fail(refusal.error())));
            lane.on(Shown.class, shown -> {
                if (shown.api() == api) {
                    lane.show(shown.snapshot());
                }
            });
        }

        Manager asManager() {
            return (Manager) Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api, Manager.class}, this);
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getDeclaringClass() == Object.class) {
                return method.invoke(this, arguments);
            }
            if (method.getName().equals("handOver")) {
                return Handover.of(1, new State(List.copyOf(open)));
            }
            if (method.isDefault()) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
            }
            return ask(method, arguments == null ? List.of() : Arrays.asList(arguments));
        }

        private Object ask(Method method, List<Object> arguments) {
            Operation<?> operation = new Operation<>(api.getSimpleName(), method.getName());
            lane.publish(new Asked(operation, arguments));
            if (method.getReturnType() == void.class) {
                return null;
            }
            open.add(new State.Open(operation, lane.<Object>reply().id()));
            return lane.reply();
        }

        /** The oldest open call of the operation, as a list of none or one. */
        private List<ReplyId<Object>> take(Operation<?> operation) {
            List<ReplyId<Object>> found = open.stream().filter(each -> each.operation().equals(operation)).limit(1)
                    .map(State.Open::reply).toList();
            open.removeIf(each -> found.contains(each.reply()));
            return found;
        }
    }
}
