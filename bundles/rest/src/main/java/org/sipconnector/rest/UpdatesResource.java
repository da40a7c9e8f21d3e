/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;

/** What was replaced. */
final class UpdatesResource {

    private final ContainerServices services;

    /**
     * Replacements since the kernel's start, the newest last.
     *
     * @param missing  managers whose code is absent now
     * @param managers whose code can be replaced, beside the kernel
     */
    record UpdateList(List<Update> updates, List<String> missing, List<String> managers) {}

    UpdatesResource(ContainerServices services) {
        this.services = services;
    }

    List<Route> routes() {
        return List.of(Route.get("/updates", "What was replaced since the start, and what can be").giving(UpdateList.class).at(request -> list()));
    }

    private UpdateList list() {
        UpdateHistory history = services.get(UpdateHistory.class);
        return new UpdateList(history.updates(), history.missing(), services.find(Updater.class).map(Updater::managers).orElse(List.of()));
    }
}
