/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.masking;

/** Makes what came from outside harmless for a terminal: names and reasons can carry escapes and line breaks. */
public final class Printable {

    private Printable() {}

    /** The text in one line, with what could steer a terminal or turn its writing direction written as an escape. */
    public static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (steers(character)) {
                line.append(String.format("\\u%04x", character));
            } else {
                line.appendCodePoint(character);
            }
        });
        return line.toString();
    }

    private static boolean steers(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
