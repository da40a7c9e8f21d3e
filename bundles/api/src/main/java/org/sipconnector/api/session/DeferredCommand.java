/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sipconnector.api.subscription.Subscription;

/**
 * A wish of a client that waits until the session is ready for it, such as to present as soon as the room is entered. The
 * latest wish counts; it is done once, or dropped when the session makes it pointless. May be used from any thread.
 *
 * @param <C> what is wanted
 */
public final class DeferredCommand<C> {

    private final Function<Consumer<SessionSnapshot>, Subscription> changes;
    private final Predicate<SessionSnapshot> ready;
    private final Predicate<SessionSnapshot> pointless;
    private final Consumer<? super C> execution;
    private Subscription subscription = () -> {};
    private long wishes;

    /**
     * @param ready     when to do it
     * @param pointless when to drop it instead
     * @param execution does it, on the thread that tells of the session
     */
    public DeferredCommand(SessionManager session, Predicate<SessionSnapshot> ready, Predicate<SessionSnapshot> pointless,
            Consumer<? super C> execution) {
        this(session::subscribe, ready, pointless, execution);
    }

    DeferredCommand(Function<Consumer<SessionSnapshot>, Subscription> changes, Predicate<SessionSnapshot> ready,
            Predicate<SessionSnapshot> pointless, Consumer<? super C> execution) {
        this.changes = changes;
        this.ready = ready;
        this.pointless = pointless;
        this.execution = execution;
    }

    /** Wishes this instead of what was wished before; changes of the session from now on count. */
    public synchronized void set(C command) {
        cancel();
        long wish = wishes;
        subscription = changes.apply(now -> {
            if (pointless.test(now)) {
                take(wish);
            } else if (ready.test(now) && take(wish)) {
                execution.accept(command);
            }
        });
    }

    /** Wishes nothing any more. Nothing is executed after this returns, but for what runs already. */
    public synchronized void cancel() {
        wishes++;
        subscription.close();
        subscription = () -> {};
    }

    /** Whether that wish was still open; it no longer is. */
    private synchronized boolean take(long wish) {
        if (wish != wishes) {
            return false;
        }
        cancel();
        return true;
    }
}
