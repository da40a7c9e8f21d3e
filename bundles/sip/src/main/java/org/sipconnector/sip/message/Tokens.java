/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.security.SecureRandom;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Random tokens of the lengths the wire format wants. Nobody who saw some can guess others: who guesses the tags or the
 * branch of a dialog can end it (RFC 3261 section 19.3).
 */
public final class Tokens {

    private static final String BASE32 = "0123456789abcdefghijklmnopqrstuv";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    public static String random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        char[] token = new char[length];
        for (int i = 0; i < length; i++) {
            token[i] = BASE32.charAt(bytes[i] & 31);
        }
        return new String(token);
    }

    /** What all branches begin with that have been made for a mark; RFC 3261's cookie and the mark. */
    public static String branchPrefix(String mark) {
        return "z9hG4bK" + mark;
    }

    public static long cseq() {
        return ThreadLocalRandom.current().nextInt(1, 10_000);
    }
}
