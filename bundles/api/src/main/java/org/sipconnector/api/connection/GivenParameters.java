/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.connection;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Gives the same parameters each time. Unlike that of a lambda its answer is known without asking, so that connects with equal
 * parameters are seen to be the same.
 */
public record GivenParameters(ConnectionParameters value) implements Supplier<CompletionStage<ConnectionParameters>> {

    public GivenParameters {
        Objects.requireNonNull(value, "the parameters to connect with are null");
    }

    @Override
    public CompletionStage<ConnectionParameters> get() {
        return CompletableFuture.completedStage(value);
    }
}
