/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.masking;

import java.util.Locale;
import java.util.Set;

/**
 * Masks in any text the values of secret names ({@code token=}, {@code "password":}), passwords in URIs, credentials after
 * the name of their scheme, JSON Web Tokens, and keys of session descriptions.
 */
final class TextMask {

    private static final String VALUE_END = " \t\r\n;,&<>\"'?]})";
    private static final int LONGEST_USER_INFO = 300;
    private static final int SHORTEST_CREDENTIALS = 6;
    private static final Set<String> SCHEMES = Set.of("bearer", "basic", "negotiate", "ntlm", "hoba", "mutual", "dpop");
    /** Attributes and key methods of SDP (RFC 8839, RFC 4568, RFC 8866). */
    private static final Set<String> SDP_KEYS = Set.of("ice-pwd", "inline", "clear", "base64", "key-mgmt");

    private final MaskedText text;
    private final int end;

    private TextMask(MaskedText text, int end) {
        this.text = text;
        this.end = end;
    }

    static void mask(MaskedText text, int from, int to) {
        new TextMask(text, to).mask(from);
    }

    private void mask(int from) {
        int at = from;
        while (at < end) {
            int start = at;
            while (at < end && word(text.at(at))) {
                at++;
            }
            at = at == start ? afterMark(start) : afterWord(start, at);
        }
    }

    /** A reference without scheme has user and password behind its slashes, too. */
    private int afterMark(int at) {
        boolean authority = text.at(at) == '/' && at + 1 < end && text.at(at + 1) == '/' && (at == 0 || text.at(at - 1) != '/');
        if (authority) {
            userInfo(at + 2);
        }
        return authority ? at + 2 : at + 1;
    }

    private static boolean word(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }

    /** Masks what the word says follows it; where to go on. */
    private int afterWord(int start, int wordEnd) {
        if (jwt(start, wordEnd)) {
            int tokenEnd = wordEnd;
            while (tokenEnd < end && (word(text.at(tokenEnd)) || text.at(tokenEnd) == '.')) {
                tokenEnd++;
            }
            text.mask(start, tokenEnd);
            return tokenEnd;
        }
        if (wordEnd >= end || wordEnd - start > 100) {
            return wordEnd;
        }
        String name = text.part(start, wordEnd);
        char next = text.at(wordEnd);
        if (next == ':' && wordEnd + 1 < end && SDP_KEYS.contains(name.toLowerCase(Locale.ROOT))) {
            return masked(wordEnd + 1, text.find(" \t\r\n;", wordEnd + 1, end));
        }
        if (next == ':') {
            userInfo(wordEnd + 1);
        }
        if (next == ' ' && SCHEMES.contains(name.toLowerCase(Locale.ROOT))) {
            int from = text.skipBlanks(wordEnd, end);
            int to = text.find(VALUE_END, from, end);
            return to - from < SHORTEST_CREDENTIALS ? wordEnd : masked(from, to);
        }
        return SecretNames.contains(name) ? value(wordEnd) : wordEnd;
    }

    private boolean jwt(int start, int wordEnd) {
        return wordEnd - start >= 8 && wordEnd < end && text.at(wordEnd) == '.' && text.part(start, start + 3).equals("eyJ");
    }

    private int masked(int from, int to) {
        text.mask(from, to);
        return to;
    }

    /** The value after {@code name =}, {@code "name":} or {@code name: }, quoted or not. */
    private int value(int nameEnd) {
        int at = nameEnd;
        // JSON may stand in a string of JSON
        while (at < end && at < nameEnd + 3 && "\\\"'".indexOf(text.at(at)) >= 0) {
            at++;
        }
        at = text.skipBlanks(at, end);
        if (at >= end || text.at(at) != '=' && text.at(at) != ':') {
            return nameEnd;
        }
        at = text.skipBlanks(at + 1, end);
        if (at >= end) {
            return end;
        }
        if (text.at(at) == '\\') {
            int from = Math.min(end, at + 2);
            return masked(from, text.find("\\\"", from, end));
        }
        if (text.at(at) == '"') {
            return masked(at + 1, text.quotedEnd(at + 1, end));
        }
        int from = text.at(at) == '\'' ? at + 1 : at;
        return masked(from, text.find(from > at ? "'" : VALUE_END, from, end));
    }

    /** The password of {@code scheme:user:password@host}. */
    private void userInfo(int from) {
        int at = from;
        while (at < end && text.at(at) == '/') {
            at++;
        }
        int colon = -1;
        int last = Math.min(end, at + LONGEST_USER_INFO);
        while (at < last && " \t\r\n<>\"/?;,".indexOf(text.at(at)) < 0) {
            if (text.at(at) == '@') {
                if (colon >= 0) {
                    text.mask(colon + 1, at);
                }
                return;
            }
            if (text.at(at) == ':' && colon >= 0) {
                return;
            }
            colon = text.at(at) == ':' ? at : colon;
            at++;
        }
    }
}
