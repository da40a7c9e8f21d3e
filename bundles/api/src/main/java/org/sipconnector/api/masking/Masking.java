/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.masking;

import java.nio.charset.StandardCharsets;

/**
 * Takes out of what is shown whatever would let a reader act as somebody else: credentials, tokens, passwords, keys. Each
 * character of a secret becomes an asterisk, so that lengths stay true. Bodies are masked by default: of the types known
 * here names and structure are left, of all others nothing. The time taken grows with the length and no faster, whatever
 * is masked. Any thread.
 */
public final class Masking {

    private Masking() {}

    /** A SIP message; the same array when it has no secret. */
    public static byte[] message(byte[] message) {
        // one character for each byte, so that what is left stays as it is
        MaskedText text = new MaskedText(new String(message, StandardCharsets.ISO_8859_1));
        MessageMask.mask(text);
        return text.changed() ? text.toString().getBytes(StandardCharsets.ISO_8859_1) : message;
    }

    /** The value of a header of that name. */
    public static String header(String name, String value) {
        MaskedText text = new MaskedText(value);
        HeaderMask.mask(text, name, 0, value.length());
        return text.toString();
    }

    /** A body of that Content-Type. */
    public static String body(String contentType, String content) {
        MaskedText text = new MaskedText(content);
        BodyMask.mask(text, contentType, 0, content.length());
        return text.toString();
    }

    /** Any other text, such as a line of a log, an SDP, a reason or a URI: what is named like a secret, or looks like one. */
    public static String text(String any) {
        MaskedText text = new MaskedText(any);
        TextMask.mask(text, 0, any.length());
        return text.toString();
    }

    /**
     * A public record, written the way records are, its components of type String masked like {@link #text} and one named
     * {@code body} like {@link #body}: for the {@code toString()} of records that hold what came from outside.
     */
    public static String record(Record any) {
        return RecordMask.text(any);
    }
}
