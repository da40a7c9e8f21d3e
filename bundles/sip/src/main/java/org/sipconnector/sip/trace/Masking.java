package org.sipconnector.sip.trace;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Takes out of a message what would let a reader act as its sender. */
final class Masking {

    private static final Pattern DIGEST =
            Pattern.compile("(?im)^((?:proxy-)?authorization\\s*:.*?\\bresponse\\s*=\\s*\")[^\"]*");
    private static final Pattern TOKEN =
            Pattern.compile("(?im)^((?:proxy-)?authorization\\s*:\\s*(?:basic|bearer)\\s+|[\\w-]*(?:token|bearer|password|secret)[\\w-]*\\s*:\\s*)\\S.*$");

    private Masking() {}

    static byte[] mask(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        String masked = TOKEN.matcher(DIGEST.matcher(head).replaceAll("$1***")).replaceAll("$1***");
        return masked.equals(head) ? message : (masked + text.substring(head.length())).getBytes(StandardCharsets.UTF_8);
    }
}
