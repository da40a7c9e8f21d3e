package org.sipconnector.shell;

import java.io.PrintStream;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.RefusedConfiguration;

/** Configurations that did not become connectors, one line each: file, key and value. */
final class Refusals {

    private Refusals() {}

    static void print(Connectors connectors, PrintStream out) {
        for (RefusedConfiguration refused : connectors.refused()) {
            out.println("refused: " + refused.source() + ": " + refused.reason());
        }
    }
}
