/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.api.subscription.Subscription;

/**
 * Follows a part of the session. It listens before it reads the present value, and then leaves out the changes that this
 * value already contains.
 */
final class SelectedChanges<T> {

    private final Function<? super SessionSnapshot, ? extends T> selector;
    private final BiPredicate<? super T, ? super T> equal;
    private final Consumer<? super T> listener;
    private long revision;
    private @Nullable T last;

    SelectedChanges(Function<? super SessionSnapshot, ? extends T> selector, BiPredicate<? super T, ? super T> equal,
            Consumer<? super T> listener) {
        this.selector = selector;
        this.equal = equal;
        this.listener = listener;
    }

    synchronized Subscription subscribe(ConnectorEvents events, Supplier<SessionSnapshot> present) {
        Subscription subscription = events.on(SessionEvent.SnapshotChanged.class, this::changed, listener);
        SessionSnapshot start = present.get();
        revision = start.revision();
        last = selector.apply(start);
        return subscription;
    }

    private synchronized void changed(SessionEvent.SnapshotChanged event) {
        if (event.current().revision() <= revision) {
            return;
        }
        revision = event.current().revision();
        T next = selector.apply(event.current());
        if (!equal.test(last, next)) {
            last = next;
            listener.accept(next);
        }
    }
}
