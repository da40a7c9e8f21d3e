/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.foundation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.foundation.StateTransfer;
import org.sipconnector.spi.standby.HeldFoundation;
import org.sipconnector.spi.standby.HeldFoundation.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands in for a foundation. A command given on a lane goes into that lane's journal; in a replay it has
 * no other effect. While the foundation is absent commands wait, in order. Owners who attached themselves here are attached
 * to each further copy of the foundation, which takes up what the former one left, before it gets their commands.
 */
public final class StableFoundation implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(StableFoundation.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final int MOST_WAITING = 10_000;

    private final Object proxy;
    private final Set<Class<?>> interfaces;
    private final Deque<Command> waiting = new ArrayDeque<>();
    /** How each owner attached itself, until it detaches or is released. */
    private final Map<Object, Command> attached = new LinkedHashMap<>();
    /** What the former copy left of each owner, for the next one. */
    private final Map<ConnectorId, Object> left = new LinkedHashMap<>();
    private @Nullable Object foundation;
    /** What peers still get sound and pictures of. */
    private @Nullable StateTransfer sending;
    private boolean leftForGood;
    private long absentSince;

    /**
     * What another copy of the foundation found.
     *
     * @param gap      how long there was none; zero where the former one was still there
     * @param commands how many waited for it
     */
    record Absence(Duration gap, int commands) {}

    public StableFoundation(Foundation foundation) {
        this(foundation, List.of());
    }

    /** @param held what waits for this foundation since the former kernel */
    StableFoundation(Foundation foundation, List<HeldFoundation> held) {
        this.interfaces = HeldFoundation.contractsOf(foundation.getClass());
        this.proxy = Proxy.newProxyInstance(interfaces.iterator().next().getClassLoader(),
                interfaces.toArray(Class<?>[]::new), this);
        held.forEach(each -> {
            left.putAll(each.left());
            waiting.addAll(each.commands());
        });
        present(foundation);
    }

    public Object proxy() {
        return proxy;
    }

    String[] names() {
        return interfaces.stream().map(Class::getName).toArray(String[]::new);
    }

    Set<Class<?>> interfaces() {
        return interfaces;
    }

    /** Another copy of the foundation takes over, and gets the commands that waited. */
    synchronized Absence present(Object newFoundation) {
        if (leftForGood) {
            return new Absence(Duration.ZERO, 0);
        }
        Absence absence = new Absence(foundation == null ? Duration.ofNanos(System.nanoTime() - absentSince) : Duration.ZERO, waiting.size());
        if (foundation != newFoundation) {
            inherit(foundation);
            attached.values().forEach(attaching -> give(attaching, newFoundation));
            bequeath(newFoundation);
        }
        foundation = newFoundation;
        for (Command next = waiting.poll(); next != null; next = waiting.poll()) {
            give(next, newFoundation);
        }
        return absence;
    }

    private static void give(Command command, Object foundation) {
        try {
            command.method().invoke(foundation, command.arguments());
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.warn("{} failed after waiting for its foundation", command.method().getName(), e);
        }
    }

    synchronized void absent(Object oldFoundation) {
        if (foundation == oldFoundation) {
            foundation = null;
            absentSince = System.nanoTime();
            inherit(oldFoundation);
        }
    }

    /** The foundation that is present gives away what it has to another process: no copy here takes it up any more. */
    synchronized void leave() {
        leftForGood = true;
        if (foundation != null) {
            absent(foundation);
        }
        if (sending != null) {
            sending.leave();
            sending = null;
        }
    }

    /** As {@link #leave}, for a process that waits for it; sound and pictures go on until then. */
    synchronized void handOver() {
        if (foundation instanceof StateTransfer continuing) {
            leftForGood = true;
            foundation = null;
            absentSince = System.nanoTime();
            sending = continuing;
            inherit(continuing::handOver);
        } else {
            leave();
        }
    }

    /** Whether something that was left, here or in another process, is not ready to go on for its peer yet. */
    synchronized boolean takesUp() {
        return foundation instanceof StateTransfer continuing ? continuing.takesUp() : !left.isEmpty();
    }

    /** What waits for the foundation while it is absent. */
    synchronized HeldFoundation waiting() {
        return new HeldFoundation(Set.of(names()), left, List.copyOf(waiting));
    }

    /** What the foundation would leave of the owner now, or the last copy of it left. */
    synchronized CompletionStage<Optional<Object>> copy(ConnectorId owner) {
        return foundation instanceof StateTransfer continuing
                ? continuing.copy(owner)
                : CompletableFuture.completedStage(Optional.ofNullable(left.get(owner)));
    }

    /** What the foundation leaves of one owner, who goes on in another process. */
    CompletionStage<Optional<Object>> leave(ConnectorId owner) {
        Object target;
        synchronized (this) {
            target = foundation;
            attached.remove(owner);
            if (target == null) {
                return CompletableFuture.completedStage(Optional.ofNullable(left.remove(owner)));
            }
        }
        // it may take a moment, in which commands of others pass
        return target instanceof StateTransfer continuing ? continuing.leave(owner) : CompletableFuture.completedStage(Optional.empty());
    }

    /** What another process has left of an owner, who goes on in this one. */
    synchronized void takeUp(ConnectorId owner, Object its) {
        if (foundation == null) {
            left.put(owner, its);
        } else if (foundation instanceof StateTransfer continuing) {
            continuing.takeUp(owner, its);
        }
    }

    private void inherit(@Nullable Object former) {
        if (former instanceof StateTransfer continuing) {
            inherit(continuing::leave);
        }
    }

    private void inherit(Supplier<Map<ConnectorId, Object>> former) {
        try {
            left.putAll(former.get());
        } catch (RuntimeException e) {
            LOG.warn("a foundation leaves nothing to its next copy: calls and registrations it held are lost", e);
        }
    }

    private void bequeath(Object next) {
        if (next instanceof StateTransfer continuing) {
            left.forEach((owner, estate) -> {
                try {
                    continuing.takeUp(owner, estate);
                } catch (RuntimeException e) {
                    LOG.warn("{}: the next copy of a foundation could not take up what the former left: call and registration are lost", owner, e);
                }
            });
        }
        left.clear();
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "equals" -> self == arguments[0];
                case "hashCode" -> System.identityHashCode(self);
                default -> "stable " + interfaces.iterator().next().getSimpleName();
            };
        }
        boolean command = method.getReturnType() == void.class;
        if (method.isDefault() && (command || isAbsent())) {
            return InvocationHandler.invokeDefault(self, method, arguments);
        }
        CallSite site = CallSite.current();
        if (command && site != null && !site.called(new Called(method, arguments, true))) {
            return null;
        }
        return pass(method, arguments, command);
    }

    private synchronized boolean isAbsent() {
        return foundation == null;
    }

    private @Nullable Object pass(Method method, Object[] arguments, boolean command) throws Throwable {
        Object target;
        synchronized (this) {
            target = foundation;
            if (method.getDeclaringClass() == Foundation.class) {
                note(method, arguments);
            }
            if (target == null && command) {
                enqueue(method, arguments);
                return null;
            }
        }
        if (target == null) {
            throw absence();
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private synchronized AbsentFoundationException absence() {
        List<String> kept = new ArrayList<>();
        if (!left.isEmpty()) {
            kept.add("what " + left.size() + " of its users had there");
        }
        if (!waiting.isEmpty()) {
            kept.add(waiting.size() + (waiting.size() == 1 ? " command" : " commands"));
        }
        Instant since = Instant.now().minusNanos(System.nanoTime() - absentSince);
        return new AbsentFoundationException(interfaces.iterator().next().getSimpleName() + " is absent since " + TIME.format(since),
                kept.isEmpty() ? "" : "; kept for its return: " + String.join(", ", kept));
    }

    private void note(Method method, Object[] arguments) {
        if (method.getName().equals("attach")) {
            attached.put(arguments[0], new Command(method, arguments));
        } else {
            attached.remove(arguments[0]);
        }
    }

    private void enqueue(Method method, Object[] arguments) {
        if (waiting.size() >= MOST_WAITING) {
            throw new SipConnectorException(method.getName() + " was refused: " + MOST_WAITING
                    + " commands wait for an absent foundation");
        }
        waiting.add(new Command(method, arguments));
    }
}
