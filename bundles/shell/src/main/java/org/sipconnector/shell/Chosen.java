/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.List;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;

/** The connectors a command is about: the one named, or all. */
final class Chosen {

    private Chosen() {}

    static List<Connector> of(Connectors connectors, String id) {
        return id == null ? List.copyOf(connectors.all()) : List.of(ConnectorCommand.find(connectors, id));
    }

    static String text(List<Connector> chosen) {
        return chosen.size() == 1 ? chosen.get(0).id().value() : chosen.size() + " connectors";
    }
}
