/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.time;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.SupplierTimeoutException;

/** Lets a stage that somebody else may never complete be waited for no longer than a limit. */
public final class TimeLimit {

    private TimeLimit() {}

    /** @return the stage's outcome, or a {@link SupplierTimeoutException} when there is none after the limit */
    public static <T> CompletionStage<T> on(CompletionStage<? extends T> stage, Duration limit, Timers timers) {
        Objects.requireNonNull(stage, "stage");
        CompletableFuture<T> limited = new CompletableFuture<>();
        Runnable cancel = timers.schedule(limit, () -> limited.completeExceptionally(new SupplierTimeoutException(limit)));
        stage.whenComplete((value, error) -> {
            cancel.run();
            if (error == null) {
                limited.complete(value);
            } else {
                limited.completeExceptionally(error);
            }
        });
        return limited;
    }
}
