/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
    /** As it is written in a secret's place by who meant such a placeholder; the interpolation plugin leaves it as it is. */
    private static final Pattern NEARLY_FILLED =
            Pattern.compile("\\$?[\\[({]\\s*(secrets?|env|prop)\\s*[:.].*|\\$(secrets?|env|prop):.*"
                    + "|\\$[\\[({]\\s*[\\w.~-]+\\s*(:.*)?[\\])}]?",
                    Pattern.CASE_INSENSITIVE);
    /** Words behind a mark that begins a comment in other files. */
    private static final Pattern REMARK = Pattern.compile(".*\\s(#|//)(\\s.*)?");
    private static final Pattern QUOTED = Pattern.compile("\".*\"|'.*'");
    private static final int SHOWN = 100;

    private final List<String> entries;
    private final boolean array;

    Written(Object raw) {
        array = raw instanceof Collection || raw.getClass().isArray();
        entries = entries(raw).stream().map(Object::toString).map(Written::inUtf8).map(String::strip).toList();
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

    /**
     * Files are written in UTF-8 today, and File Install reads them in ISO 8859-1 unless told otherwise. What comes from there
     * and is well-formed UTF-8 is taken for that: as Latin text it would make no sense.
     */
    private static String inUtf8(String text) {
        if (text.chars().allMatch(each -> each < 0x80) || text.chars().anyMatch(each -> each > 0xFF)) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1))).toString();
        } catch (CharacterCodingException latin) {
            return text;
        }
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

    /** Whether it was meant to name a secret, and is not written so. */
    boolean nearlyFilled() {
        return entries.stream().anyMatch(entry -> NEARLY_FILLED.matcher(entry).matches());
    }

    /** What may be no part of the value, in words that do not show it; null when nothing is. */
    @Nullable
    String oddity() {
        if (entries.stream().anyMatch(entry -> REMARK.matcher(entry).matches())) {
            return "has a remark at its end, which belongs to the value: a remark is a line of its own that begins with #";
        }
        return entries.stream().anyMatch(entry -> QUOTED.matcher(entry).matches())
                ? "stands in quotes, which belong to the value: values are written without"
                : null;
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
