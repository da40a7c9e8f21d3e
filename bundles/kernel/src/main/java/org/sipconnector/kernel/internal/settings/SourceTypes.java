/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.spi.configuration.ValueType;
import org.sipconnector.spi.configuration.ValueTypes;

/** Descriptions of what calls send; absent for {@code none}. */
final class SourceTypes {

    private static final int HIGHEST_TONE = 24_000;
    private static final Pattern TONE = Pattern.compile("tone(?::([0-9]{1,5}(?:\\.[0-9]{1,6})?))?");
    private static final Pattern PICTURE = Pattern.compile(
            "(?:pattern|black)(?::(?:([0-9]{1,4})x([0-9]{1,4}))?(?:@([0-9]{1,2}(?:\\.[0-9]{1,6})?))?)?");
    private static final Pattern SERVICE = Pattern.compile("service:[\\x21-\\x7e]{1,200}");

    static final ValueType<Optional<String>> AUDIO = ValueTypes.of("none, silence, tone:HZ with 0 < HZ < 24000,"
            + " file:PATH of a readable .wav file, or service:NAME", text -> source(text, "silence", TONE, ".wav"));
    static final ValueType<Optional<String>> VIDEO = ValueTypes.of("none, pattern:WIDTHxHEIGHT@RATE or black:WIDTHxHEIGHT@RATE"
            + " with even sizes from 16 to 4096 and 0 < RATE <= 60, file:PATH of a readable .y4m file, or service:NAME",
            text -> source(text, "black", PICTURE, ".y4m"));

    private SourceTypes() {}

    private static Optional<String> source(String text, String plain, Pattern generated, String ending) {
        if (text.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        Matcher matcher = generated.matcher(text);
        boolean right = text.equals(plain) || SERVICE.matcher(text).matches() || file(text, ending)
                || matcher.matches() && (generated == TONE ? tone(matcher) : picture(matcher));
        if (!right) {
            throw new IllegalArgumentException();
        }
        return Optional.of(text);
    }

    private static boolean tone(Matcher matcher) {
        double hertz = number(matcher.group(1), 1);
        return hertz > 0 && hertz < HIGHEST_TONE;
    }

    private static boolean picture(Matcher matcher) {
        double rate = number(matcher.group(3), 1);
        return fits(number(matcher.group(1), 16)) && fits(number(matcher.group(2), 16)) && rate > 0 && rate <= 60;
    }

    private static boolean fits(double size) {
        return size >= 16 && size <= 4096 && size % 2 == 0;
    }

    private static double number(String digits, double otherwise) {
        return digits == null ? otherwise : Double.parseDouble(digits);
    }

    private static boolean file(String text, String ending) {
        if (!text.startsWith("file:") || !ValueTypes.oneLine(text) || !text.endsWith(ending)) {
            return false;
        }
        try {
            Path path = Path.of(text.substring("file:".length()));
            return Files.isRegularFile(path) && Files.isReadable(path);
        } catch (InvalidPathException unusable) {
            return false;
        }
    }
}
