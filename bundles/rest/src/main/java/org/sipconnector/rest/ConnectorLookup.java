/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Connector;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.explanation.Absence;
import org.sipconnector.spi.explanation.NeededManagers;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.sip.SipUserAgents;

/** Finds connectors, and what of what they need is not at work. */
record ConnectorLookup(ContainerServices services) {

    List<Connector> all() {
        return List.copyOf(services.get(Connectors.class).all());
    }

    /** The one that the request's path names. */
    Connector of(RestRequest request) {
        return named(request.path("id"));
    }

    Connector named(String id) {
        Optional<Connector> found = all().stream().filter(connector -> connector.id().value().equals(id)).findFirst();
        return found.orElseThrow(() -> ProblemException.of(ProblemKind.NOT_FOUND, elsewhere(id)
                .map(node -> "connector '" + ProblemException.shown(id) + "' is at node '" + node + "': ask there")
                .orElse("there is no connector '" + ProblemException.shown(id) + "'")));
    }

    private Optional<String> elsewhere(String id) {
        try {
            ConnectorId asked = ConnectorId.of(id);
            return services.find(Cluster.class).flatMap(cluster -> cluster.owner(asked));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    <M> M manager(RestRequest request, Class<M> api) {
        Connector connector = of(request);
        if (!connector.has(api)) {
            throw ProblemException.of(ProblemKind.UNAVAILABLE, connector.id() + " has no " + api.getSimpleName() + ": its bundle is not installed");
        }
        return connector.manager(api);
    }

    Absence absence() {
        return Absence.of(services.find(SipUserAgents.class).orElse(null), services.find(MediaEngine.class).orElse(null),
                NeededManagers.absentForCalls(services.find(Updater.class).map(Updater::managers).orElse(null),
                        services.find(UpdateHistory.class).map(UpdateHistory::missing).orElse(List.of())));
    }
}
