/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import java.util.Objects;

/**
 * Names a promise to a client, and finds it again: {@link Lane#reply(ReplyId)}. Written into states and steps as text.
 *
 * @param <T>   what is promised
 * @param value not null
 */
public record ReplyId<T>(String value) {

    /** @throws NullPointerException when there is no value */
    public ReplyId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}
