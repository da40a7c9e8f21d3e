package org.sipconnector.shell;

import java.util.List;
import org.sipconnector.api.Connectors;

/** Configurations that did not become connectors: file, key and value. */
final class Refusals {

    private Refusals() {}

    static List<String> lines(Connectors connectors) {
        return connectors.refused().stream().map(refused -> "refused: " + refused.source() + ": " + refused.reason()).toList();
    }

    static List<Object> json(Connectors connectors) {
        return connectors.refused().stream().<Object>map(refused ->
                Json.object("id", refused.id(), "source", refused.source(), "reason", refused.reason())).toList();
    }
}
