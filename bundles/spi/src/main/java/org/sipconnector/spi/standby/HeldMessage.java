/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.standby;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.Event;

/** A message that waits for a held connector. */
public sealed interface HeldMessage {

    /** An event from outside. */
    record Posted(Event event) implements HeldMessage {}

    /**
     * A call of a manager's operation.
     *
     * @param manager   name of its API
     * @param method    of that API
     * @param arguments null for none
     * @param promise   what the caller waits for; null for an operation that answers nothing
     */
    record Request(String manager, Method method, Object @Nullable [] arguments, @Nullable Promise promise) implements HeldMessage {}

    /**
     * The outcome of a stage that a manager expects.
     *
     * @param manager name of its API
     * @param key     what the manager knows it by
     * @param value   null when it failed, or for a stage of nothing
     * @param error   null when it succeeded
     */
    record Answer(String manager, String key, @Nullable Object value, @Nullable Throwable error) implements HeldMessage {}
}
