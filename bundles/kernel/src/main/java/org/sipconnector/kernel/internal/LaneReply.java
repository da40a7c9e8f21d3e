/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;

/**
 * A promise to a client. It is settled on the clients' executor, so that nothing a client has chained to it can hold up
 * a lane.
 */
final class LaneReply<T> extends CompletableFuture<T> implements Reply<T> {

    private final ReplyId<T> id;
    private final Replies owner;
    private final AtomicBoolean settled = new AtomicBoolean();

    LaneReply(String id, Replies owner) {
        this.id = new ReplyId<>(id);
        this.owner = owner;
    }

    @Override
    public ReplyId<T> id() {
        return id;
    }

    @Override
    public boolean complete(T value) {
        return settle(value, () -> super.complete(value));
    }

    @Override
    public void fail(Throwable error) {
        settle(String.valueOf(error), () -> super.completeExceptionally(error));
    }

    /** Settles on the calling thread: the kernel that made the promise has stopped. */
    @SuppressWarnings("unchecked")
    void settleHere(Object value, Throwable error) {
        if (settled.compareAndSet(false, true)) {
            owner.forget(this);
            if (error == null) {
                super.complete((T) value);
            } else {
                super.completeExceptionally(error);
            }
        }
    }

    boolean settled() {
        return settled.get() || isDone();
    }

    private boolean settle(Object value, Runnable completion) {
        if (!settled.compareAndSet(false, true)) {
            return false;
        }
        owner.settle(this, value, completion);
        return true;
    }

    /** Stages chained to this one are ordinary futures, not promises of the kernel. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
