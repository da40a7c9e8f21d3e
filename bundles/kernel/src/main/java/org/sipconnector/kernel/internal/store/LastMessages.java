/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.standby.HeldConnector;
import org.sipconnector.api.standby.HeldMessage;
import org.sipconnector.api.store.ProcessRestartedException;

/** Takes events that waited for a lane; what clients asked for ends with them. */
record LastMessages(List<HeldMessage.Posted> events) implements HeldConnector.Successor {

    @Override
    public void accept(HeldMessage message) {
        if (message instanceof HeldMessage.Posted event) {
            events.add(event);
        } else if (message instanceof HeldMessage.Request request && request.promise() != null) {
            request.promise().settle().accept(null, new ProcessRestartedException());
        }
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
