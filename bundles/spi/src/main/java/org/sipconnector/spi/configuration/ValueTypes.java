/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.configuration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.sipconnector.api.ServerAddress;

/** The usual types of values. */
public final class ValueTypes {

    private static final int LONGEST_TEXT = 1_000;

    private record Described<T>(String allowed, Function<String, T> parser) implements ValueType<T> {

        @Override
        public T parse(String text) {
            return parser.apply(text);
        }
    }

    private ValueTypes() {}

    /**
     * A type by its parser.
     *
     * @param allowed follows "must be"
     * @param parser  throws an {@link IllegalArgumentException} for anything else
     */
    public static <T> ValueType<T> of(String allowed, Function<String, T> parser) {
        return new Described<>(allowed, parser);
    }

    /** Text of up to 1000 characters that keeps a condition. */
    public static ValueType<String> textThat(String allowed, Predicate<String> condition) {
        return of(allowed, text -> {
            require(text.length() <= LONGEST_TEXT && condition.test(text));
            return text;
        });
    }

    /** Text that matches a pattern as a whole. */
    public static ValueType<String> matching(String allowed, String pattern) {
        return textThat(allowed, Pattern.compile(pattern).asMatchPredicate());
    }

    /** Any text of one line. */
    public static ValueType<String> text() {
        return textThat("one line of at most " + LONGEST_TEXT + " characters", ValueTypes::oneLine);
    }

    public static ValueType<Boolean> bool() {
        return of("true or false", text -> {
            require(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"));
            return text.equalsIgnoreCase("true");
        });
    }

    /** @param what such as "a whole number" or "milliseconds" */
    private static ValueType<Long> whole(String what, long least, long most) {
        return of(what + " from " + least + " to " + most, text -> {
            require(text.matches("[+-]?[0-9]{1,18}"));
            long number = Long.parseLong(text);
            require(number >= least && number <= most);
            return number;
        });
    }

    private static <A, B> ValueType<B> as(ValueType<A> type, Function<A, B> conversion) {
        return of(type.allowed(), text -> conversion.apply(type.parse(text)));
    }

    public static ValueType<Integer> wholeNumber(int least, int most) {
        return as(whole("a whole number", least, most), Long::intValue);
    }

    public static ValueType<Duration> milliseconds(long least, long most) {
        return as(whole("a whole number of milliseconds", least, most), Duration::ofMillis);
    }

    public static ValueType<Duration> seconds(long least, long most) {
        return as(whole("a whole number of seconds", least, most), Duration::ofSeconds);
    }

    public static ValueType<Double> number(double least, double most) {
        return of("a number from " + plain(least) + " to " + plain(most), text -> {
            require(text.matches("[+-]?[0-9]{1,9}(\\.[0-9]{1,9})?"));
            double number = Double.parseDouble(text);
            require(number >= least && number <= most);
            return number;
        });
    }

    /** One of an enum's constants, in any case. */
    public static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
        return of(words(Arrays.stream(type.getEnumConstants()).map(Enum::name).toList()),
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)));
    }

    /** One of some words, in any case; read in small letters. */
    public static ValueType<String> word(String... words) {
        return of(words(List.of(words)), text -> {
            String word = text.toLowerCase(Locale.ROOT);
            require(List.of(words).contains(word));
            return word;
        });
    }

    public static ValueType<Pattern> regularExpression() {
        // its exception is an IllegalArgumentException
        return of("a regular expression of at most " + LONGEST_TEXT + " characters", text -> {
            require(text.length() <= LONGEST_TEXT && oneLine(text));
            return Pattern.compile(text);
        });
    }

    public static ValueType<ServerAddress> serverAddress() {
        return of("a host or host:port, with a port from 1 to 65535 and IPv6 addresses in brackets", text -> {
            require(text.length() <= 300);
            return ServerAddress.parse("", text);
        });
    }

    /** A path of the server's own, without steps back. */
    public static ValueType<Path> absolutePath() {
        return of("an absolute path of one line", text -> {
            // its exception is an IllegalArgumentException
            Path path = Path.of(text);
            require(path.isAbsolute() && oneLine(text));
            return path.normalize();
        });
    }

    public static <T> ValueType<List<T>> listOf(ValueType<T> entry) {
        return new ListType<>(entry);
    }

    /** Whether a text has no control character, so that it can be written into a line of a protocol or a log. */
    public static boolean oneLine(String text) {
        return text.chars().noneMatch(ValueTypes::breaksLine);
    }

    private static boolean breaksLine(int character) {
        return Character.isISOControl(character) || character == '\u2028' || character == '\u2029';
    }

    private static String words(List<String> words) {
        return words.size() == 1
                ? words.get(0)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or "
                        + words.get(words.size() - 1);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static void require(boolean met) {
        if (!met) {
            throw new IllegalArgumentException();
        }
    }
}
