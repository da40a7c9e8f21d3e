/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import java.util.Objects;

/**
 * Names an object of a client that the lane keeps: {@link Lane#kept(KeptId)}. Written into states and steps as text.
 *
 * @param <T>   what is kept
 * @param value not null
 */
public record KeptId<T>(String value) {

    /** @throws NullPointerException when there is no value */
    public KeptId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}
