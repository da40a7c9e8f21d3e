/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.configuration;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.sipconnector.api.masking.Masking;

/** A value as Configuration Admin gives it: text, a number, an array or a collection. */
final class Written {

    /** What an interpolation plugin leaves where it finds nothing. */
    private static final Pattern UNFILLED = Pattern.compile("\\$\\[(secret|env|prop):([^\\]]*)]");
    private static final int SHOWN = 100;

    private final List<String> entries;
    private final boolean array;

    Written(Object raw) {
        array = raw instanceof Collection || raw.getClass().isArray();
        entries = entries(raw).stream().map(Object::toString).map(String::strip).toList();
    }

    private static List<?> entries(Object raw) {
        if (raw instanceof Collection<?> collection) {
            return new ArrayList<>(collection);
        }
        if (raw.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(raw)).mapToObj(index -> Array.get(raw, index)).toList();
        }
        return List.of(raw);
    }

    boolean empty() {
        return entries.stream().allMatch(String::isEmpty);
    }

    /** Whether it has several entries though one is wanted. */
    <T> T parse(ValueType<T> type) {
        return array ? type.parse(entries) : type.parse(entries.get(0));
    }

    /** What is missing, in words; null when nothing is. */
    @Nullable
    String unfilled() {
        for (String entry : entries) {
            Matcher matcher = UNFILLED.matcher(entry);
            if (matcher.find()) {
                String name = printable(matcher.group(2).split(";", 2)[0]);
                return switch (matcher.group(1)) {
                    case "secret" -> "there is no secret '" + name + "': " + SecretDirectories.missing(name);
                    case "env" -> "there is no environment variable '" + name + "'";
                    default -> "there is no property '" + name + "'";
                };
            }
        }
        return null;
    }

    /** The value in one line, shortened, without what in it looks like a secret. */
    String shown() {
        return printable(Masking.text(String.join(", ", entries)));
    }

    static String printable(String text) {
        StringBuilder line = new StringBuilder();
        text.chars().limit(SHOWN).forEach(each -> line.append(ValueTypes.oneLine(Character.toString(each))
                ? Character.toString(each)
                : String.format("\\u%04x", each)));
        return text.length() <= SHOWN ? line.toString() : line + "... (" + text.length() + " characters)";
    }
}
