/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;

/** Notices what changes without an event of a connector: which connectors there are, refused configurations, updates. Asked by one thread at a time. */
final class ChangeWatch {

    private final ContainerServices services;
    private Seen before = Seen.NOTHING;

    /** Something that has changed, with how it is now. */
    record Change(String name, Object data) {}

    /** Which connectors there are now. */
    record ConnectorsChanged(List<String> connectors) {}

    /** Which configurations are refused now. */
    record RefusedChanged(List<RefusedConfiguration> refused) {}

    private record Seen(List<String> connectors, List<RefusedConfiguration> refused, List<Update> updates,
            List<ConnectorConfiguration> configurations) {

        static final Seen NOTHING = new Seen(List.of(), List.of(), List.of(), List.of());
    }

    ChangeWatch(ContainerServices services) {
        this.services = services;
    }

    /** What has changed since the look before. */
    List<Change> look() {
        Seen now;
        try {
            now = seen();
        } catch (SipConnectorException beingReplaced) {
            return List.of();
        }
        Seen last = before;
        before = now;
        List<Change> changes = new ArrayList<>();
        if (!now.connectors().equals(last.connectors()) || !now.configurations().equals(last.configurations())) {
            changes.add(new Change("connectors:changed", new ConnectorsChanged(now.connectors())));
        }
        if (!now.refused().equals(last.refused())) {
            changes.add(new Change("configurations:refused", new RefusedChanged(now.refused())));
        }
        now.updates().stream().filter(update -> !last.updates().contains(update))
                .forEach(update -> changes.add(new Change("updates:done", update)));
        return changes;
    }

    private Seen seen() {
        Optional<Connectors> connectors = services.find(Connectors.class);
        return new Seen(
                connectors.map(all -> List.copyOf(new TreeSet<>(all.all().stream().map(each -> each.id().value()).toList()))).orElse(List.of()),
                connectors.map(all -> List.copyOf(all.refused())).orElse(List.of()),
                services.find(UpdateHistory.class).map(UpdateHistory::updates).map(List::copyOf).orElse(List.of()),
                connectors.map(all -> all.all().stream().map(Connector::configuration).toList()).orElse(List.of()));
    }
}
