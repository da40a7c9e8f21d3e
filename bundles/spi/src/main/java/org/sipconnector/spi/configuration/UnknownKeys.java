/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sipconnector.api.listener.ConnectorListener;

/** Keys that nobody knows, and what was probably meant. */
final class UnknownKeys {

    /** A component's own properties among them, such as what it listens to. */
    private static final List<String> OF_THE_CONTAINER = List.of("service.", "felix.", "component.", "org.apache.karaf.",
            "org.apache.felix.", "osgi.", ".", ConnectorListener.EVENT_NAME);
    /** Filters of references, which Declarative Services adds to every component's properties. */
    private static final String FILTER = ".target";
    /** A byte order mark, as it is and as read in ISO 8859-1. */
    private static final List<String> MARKS = List.of("\uFEFF", "\u00EF\u00BB\u00BF");

    /** What is meant by it is in the name of the file. */
    private static final String ID = "id";

    private final Collection<ConfigurationKey<?>> known;

    UnknownKeys(Collection<ConfigurationKey<?>> known) {
        this.known = known;
    }

    /** The key without what an editor puts at the beginning of a file. */
    static String withoutMark(String key) {
        return MARKS.stream().filter(key::startsWith).findFirst().map(mark -> key.substring(mark.length())).orElse(key);
    }

    /** Whether a key is no concern of ours: the container's, or a comment behind a byte order mark. */
    static boolean foreign(String key) {
        String plain = withoutMark(key);
        return plain.isEmpty() || plain.startsWith("#") || plain.startsWith("!") || plain.endsWith(FILTER)
                || OF_THE_CONTAINER.stream().anyMatch(plain::startsWith);
    }

    /** Whether what was meant protects something, so that its absence must not go unnoticed. */
    boolean dangerous(String key) {
        return key.startsWith("tls.") || nearest(key).filter(near -> near.secret() || near.name().startsWith("tls.")).isPresent();
    }

    String problem(String key) {
        return key.equalsIgnoreCase(ID) ? "is no key and is not used: an id is the part of the file's name after the ~" : unknown(key);
    }

    private String unknown(String key) {
        return "is no known key" + nearest(key).map(near -> "; did you mean " + near.name() + "?")
                .orElse("; known are " + String.join(", ", known.stream().map(ConfigurationKey::name).sorted().toList()));
    }

    private Optional<ConfigurationKey<?>> nearest(String key) {
        int most = Math.max(2, key.length() / 3);
        return key.length() > 100
                ? Optional.empty()
                : known.stream()
                        .filter(each -> distance(key, each.name()) <= most || partOf(each.name(), key))
                        .min(Comparator.comparingInt(each -> distance(key, each.name())));
    }

    /** Whether the group before a key, or the unit behind it, was left out. */
    private static boolean partOf(String name, String key) {
        String whole = name.toLowerCase(Locale.ROOT);
        String part = key.toLowerCase(Locale.ROOT);
        return whole.endsWith('.' + part) || whole.startsWith(part) && part.length() >= Math.max(4, whole.length() / 2);
    }

    /** How many letters to insert, remove or replace (Levenshtein), in any case. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(row[j - 1], previous[j]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
