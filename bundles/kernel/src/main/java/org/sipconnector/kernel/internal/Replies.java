package org.sipconnector.kernel.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The promises of one lane that are still open. */
final class Replies {

    private final Map<String, LaneReply<?>> open = new ConcurrentHashMap<>();
    private final Executor clients;
    private final Consumer<Replied> noted;

    /** @param noted hears of each promise settled */
    Replies(Executor clients, Consumer<Replied> noted) {
        this.clients = clients;
        this.noted = noted;
    }

    LaneReply<Object> create(String id) {
        LaneReply<Object> reply = new LaneReply<>(id, this);
        open.put(id, reply);
        return reply;
    }

    /** The open promise of that id; one nobody waits for when there is none. */
    LaneReply<?> find(String id) {
        LaneReply<?> reply = open.get(id);
        return reply != null ? reply : new LaneReply<>(id, this);
    }

    void settle(LaneReply<?> reply, Object value, Runnable completion) {
        open.remove(reply.id());
        noted.accept(new Replied(reply.id(), value));
        clients.execute(completion);
    }

    void failAll(Throwable error) {
        List.copyOf(open.values()).forEach(reply -> reply.fail(error));
    }

    int size() {
        return open.size();
    }
}
