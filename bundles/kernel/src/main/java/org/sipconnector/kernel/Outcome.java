/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel;

import org.jspecify.annotations.Nullable;

/**
 * What became of a stage a manager {@linkplain Lane#expect expects}.
 *
 * @param <T>   what the stage gives
 * @param value its value, null when it failed or had none
 * @param error why it failed, null when it succeeded
 */
public record Outcome<T>(@Nullable T value, @Nullable Throwable error) {

    public boolean succeeded() {
        return error == null;
    }
}
