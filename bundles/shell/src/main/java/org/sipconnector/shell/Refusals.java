package org.sipconnector.shell;

import java.util.List;
import java.util.stream.Stream;
import org.sipconnector.api.Connectors;

/** Configurations that were refused, and what may be mistakes in others: file, key and value. */
final class Refusals {

    private Refusals() {}

    static List<String> lines(Connectors connectors) {
        return Stream.concat(
                connectors.refused().stream().map(refused -> "refused: " + refused.source() + ": " + refused.reason()),
                connectors.warnings().stream().map(warning -> "warning: " + warning.source() + ": " + warning.text())).toList();
    }

    static List<Object> json(Connectors connectors) {
        return connectors.refused().stream().<Object>map(refused ->
                Json.object("id", refused.id(), "source", refused.source(), "reason", refused.reason())).toList();
    }

    static List<Object> warnings(Connectors connectors) {
        return connectors.warnings().stream().<Object>map(warning ->
                Json.object("id", warning.id(), "source", warning.source(), "text", warning.text())).toList();
    }
}
