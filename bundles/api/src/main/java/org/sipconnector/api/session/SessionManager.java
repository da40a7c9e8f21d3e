/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.session;

import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorAccess;
import org.sipconnector.api.HasSnapshot;
import org.sipconnector.api.subscription.ConnectorEvents;
import org.sipconnector.api.subscription.Subscription;

/**
 * Gathers what all managers show into one consistent snapshot. It only listens. Listeners are called off the lane, in
 * order; subscribing neither misses nor doubles a change. May be called from any thread.
 */
@ProviderType
public interface SessionManager extends ConnectorAccess, HasSnapshot<SessionSnapshot> {

    @Override
    SessionSnapshot snapshot();

    default SystemStatus systemStatus() {
        return snapshot().systemStatus();
    }

    /** Hears every changed snapshot, not the present one. */
    default Subscription subscribe(Consumer<? super SessionSnapshot> listener) {
        return subscribe(Function.identity(), (last, next) -> last.revision() == next.revision(), listener);
    }

    /**
     * Hears a part of the session, such as {@code SessionSnapshot::systemStatus}, whenever it differs from what it was
     * at the subscription or at the last call.
     */
    default <T> Subscription subscribe(Function<? super SessionSnapshot, ? extends T> selector,
            Consumer<? super T> listener) {
        return subscribe(selector, Objects::equals, listener);
    }

    /** The same with another notion of equality, asked with the last value first. */
    default <T> Subscription subscribe(Function<? super SessionSnapshot, ? extends T> selector,
            BiPredicate<? super T, ? super T> equal, Consumer<? super T> listener) {
        return new SelectedChanges<T>(selector, equal, listener).subscribe(ConnectorEvents.of(id()), this::snapshot);
    }
}
