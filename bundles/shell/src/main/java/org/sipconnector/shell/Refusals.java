/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipconnector.api.ConfigurationWarning;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.RefusedConfiguration;

/** Configurations that were refused, and what may be mistakes in others: file, key and value. */
final class Refusals {

    private static final Pattern NEXT_KEY = Pattern.compile("; (?=[A-Za-z][\\w.~-]*: )");
    private static final Pattern KNOWN = Pattern.compile("; known are [\\w., -]+$");

    private Refusals() {}

    /** A line for each key. */
    static List<String> lines(Connectors connectors) {
        return Stream.concat(connectors.refused().stream().flatMap(Refusals::of), connectors.warnings().stream().flatMap(Refusals::of)).toList();
    }

    /** How many there are, and which command tells them; empty when there is none. */
    static List<String> summary(Connectors connectors) {
        int refused = connectors.refused().size();
        int warned = connectors.warnings().size();
        List<String> counts = new ArrayList<>();
        if (refused > 0) {
            counts.add(refused == 1 ? "1 configuration is refused" : refused + " configurations are refused");
        }
        if (warned > 0) {
            counts.add(warned == 1 ? "1 configuration has a warning" : warned + " configurations have warnings");
        }
        return counts.isEmpty() ? List.of() : List.of(String.join(", ", counts) + ": sip:status says why");
    }

    static Stream<String> of(RefusedConfiguration refused) {
        return byKey(refused.reason()).map(mistake -> "refused: " + refused.source() + ": " + mistake);
    }

    static Stream<String> of(ConfigurationWarning warning) {
        return byKey(warning.text()).map(text -> "warning: " + warning.source() + ": " + text);
    }

    /** Mistakes of a file come in one text, each with its key; which keys there are is told by sip:check. */
    private static Stream<String> byKey(String text) {
        return NEXT_KEY.splitAsStream(text).map(each -> KNOWN.matcher(each).replaceAll("; sip:check of the file names those"));
    }

    static List<Object> json(Connectors connectors) {
        return connectors.refused().stream()
                .<Object>map(refused -> JsonOutput.object("id", refused.id(), "source", refused.source(), "reason", refused.reason())).toList();
    }

    static List<Object> warnings(Connectors connectors) {
        return connectors.warnings().stream()
                .<Object>map(warning -> JsonOutput.object("id", warning.id(), "source", warning.source(), "text", warning.text())).toList();
    }
}
