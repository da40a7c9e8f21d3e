package org.sipconnector.sip.message;

import java.util.concurrent.ThreadLocalRandom;

/** Random tokens of the lengths the wire format wants. Not secrets. */
public final class Tokens {

    private static final String BASE32 = "0123456789abcdefghijklmnopqrstuv";

    private Tokens() {}

    public static String random(int length) {
        char[] token = new char[length];
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < length; i++) {
            token[i] = BASE32.charAt(random.nextInt(32));
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
