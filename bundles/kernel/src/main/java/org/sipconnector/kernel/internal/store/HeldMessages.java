/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldMessage;

/** Takes what waits for a held connector, in place of a lane. */
record HeldMessages(Consumer<HeldMessage> each) implements HeldConnector.Successor {

    @Override
    public void accept(HeldMessage message) {
        each.accept(message);
    }

    @Override
    public Object snapshot(Class<?> api) {
        return null;
    }

    @Override
    public CompletionStage<Void> close() {
        return CompletableFuture.completedStage(null);
    }
}
