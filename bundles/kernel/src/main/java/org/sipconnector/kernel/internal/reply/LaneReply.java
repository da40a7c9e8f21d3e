/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.reply;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;

/**
 * A promise for an operation. What is chained to it runs on the clients' executor, so that it cannot hold up a lane. A manager of
 * the same lane that called waits for the outcome only, and is told at once.
 */
public final class LaneReply<T> extends CompletableFuture<T> implements Reply<T> {

    private final ReplyId<T> id;
    private final Replies owner;
    private final AtomicBoolean settled = new AtomicBoolean();
    /** Null when a client called. */
    private final CompletableFuture<T> outcome;

    /** @param toManager whether a manager of the lane called */
    public LaneReply(String id, Replies owner, boolean toManager) {
        this.id = new ReplyId<>(id);
        this.owner = owner;
        this.outcome = toManager ? new CompletableFuture<>() : null;
    }

    /** What the lane waits on, for one of its steps; nothing else may be chained to it. */
    public CompletionStage<T> forStep() {
        return outcome == null ? this : outcome;
    }

    @Override
    public ReplyId<T> id() {
        return id;
    }

    @Override
    public boolean complete(T value) {
        return settle(value, () -> super.complete(value), () -> outcome.complete(value));
    }

    @Override
    public void fail(Throwable error) {
        settle(String.valueOf(error), () -> super.completeExceptionally(error), () -> outcome.completeExceptionally(error));
    }

    /** Settles on the calling thread: the kernel that made the promise has stopped. */
    @SuppressWarnings("unchecked")
    public void settleHere(Object value, Throwable error) {
        if (settled.compareAndSet(false, true)) {
            owner.forget(this);
            if (error == null) {
                super.complete((T) value);
                tellStep(() -> outcome.complete((T) value));
            } else {
                super.completeExceptionally(error);
                tellStep(() -> outcome.completeExceptionally(error));
            }
        }
    }

    public boolean settled() {
        return settled.get() || isDone();
    }

    private boolean settle(Object value, Runnable completion, Runnable step) {
        if (!settled.compareAndSet(false, true)) {
            return false;
        }
        owner.settled(this, value);
        tellStep(step);
        if (outcome != null && getNumberOfDependents() == 0) {
            completion.run();
        } else {
            owner.onClients(completion);
        }
        return true;
    }

    private void tellStep(Runnable step) {
        if (outcome != null) {
            step.run();
        }
    }

    /** Stages chained to this one are ordinary futures, not promises of the kernel. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
