/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.standby;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client was promised and still waits for.
 *
 * @param id     by which a manager's state names it
 * @param settle completes it with a value, or fails it with an error that is not null; on the calling thread, once
 */
public record Promise(String id, BiConsumer<@Nullable Object, @Nullable Throwable> settle) {}
