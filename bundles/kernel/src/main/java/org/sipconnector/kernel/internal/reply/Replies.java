/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.reply;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.sipconnector.spi.standby.Promise;

/** The promises of one lane that are still open. */
public final class Replies {

    private final Map<String, LaneReply<?>> open = new ConcurrentHashMap<>();
    private final Executor clients;
    private final Consumer<Replied> noted;

    /** @param noted hears of each promise settled */
    public Replies(Executor clients, Consumer<Replied> noted) {
        this.clients = clients;
        this.noted = noted;
    }

    /** @param toManager whether a manager of the lane called */
    public LaneReply<Object> create(String id, boolean toManager) {
        LaneReply<Object> reply = new LaneReply<>(id, this, toManager);
        open.put(id, reply);
        return reply;
    }

    /** Goes on with a promise the former kernel made. */
    public LaneReply<?> takeUp(Promise promise) {
        return open.computeIfAbsent(promise.id(), id -> {
            LaneReply<Object> reply = new LaneReply<>(id, this, false);
            reply.whenComplete((value, error) -> promise.settle().accept(value, Causes.unwrap(error)));
            return reply;
        });
    }

    /** The open promise of that id; one nobody waits for when there is none. */
    public LaneReply<?> find(String id) {
        LaneReply<?> reply = open.get(id);
        return reply != null ? reply : new LaneReply<>(id, this, false);
    }

    void settled(LaneReply<?> reply, Object value) {
        forget(reply);
        noted.accept(new Replied(reply.id().value(), value));
    }

    void onClients(Runnable completion) {
        clients.execute(completion);
    }

    public void failAll(Throwable error) {
        List.copyOf(open.values()).forEach(reply -> reply.fail(error));
    }

    public Collection<LaneReply<?>> open() {
        return List.copyOf(open.values());
    }

    public void forget(LaneReply<?> reply) {
        open.remove(reply.id().value());
    }

    int size() {
        return open.size();
    }
}
