package org.sipconnector.sip.trace;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes out of a message what would let a reader act as its sender: credentials, tokens and passwords, in headers, URIs
 * and bodies. Each character becomes an asterisk, so that a message keeps its Content-Length.
 */
final class Masking {

    /**
     * Every group that takes part in a match is a secret; a header's value includes its folded lines. Repetitions are
     * possessive or bounded: a peer may send whatever takes a backtracking matcher longest.
     */
    private static final List<Pattern> SECRETS = List.of(
            header("(?:proxy-)?authorization\\s*:\\s*(?:basic|bearer)\\s+"),
            header("[\\w-]*(?:token|bearer|jwt|password|passwd|secret|api-?key|cookie)[\\w-]*\\s*:\\s*"),
            Pattern.compile("(?i)\\bresponse\\s*=\\s*(?:\"([^\"\\r\\n]+)|([0-9a-f]{16,}))"),
            Pattern.compile("\\b(eyJ[\\w-]{6,2000}+\\.[\\w-]++\\.[\\w-]*+)"),
            Pattern.compile("(?i)\"[\\w-]*(?:token|jwt|password|passwd|secret|api-?key|credential)[\\w-]*\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)++)"),
            Pattern.compile("(?i)\\bsips?:[^\\s:@;<>\"?]{1,256}+:([^\\s@;<>\"?]{1,256}+)@"));

    private static Pattern header(String start) {
        return Pattern.compile("(?idm)^" + start + "([^\\s][^\\r\\n]*(?:\\r?\\n[ \\t]++[^\\r\\n]++)*+)");
    }

    private Masking() {}

    /** The message itself when it has no secret. */
    static byte[] mask(byte[] message) {
        // one character for each byte, so that what is left stays as it is
        String text = new String(message, StandardCharsets.ISO_8859_1);
        String masked = text;
        for (Pattern secret : SECRETS) {
            Matcher matcher = secret.matcher(masked);
            if (matcher.find()) {
                masked = matcher.replaceAll(found -> Matcher.quoteReplacement(masked(found)));
            }
        }
        return masked.equals(text) ? message : masked.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String masked(MatchResult found) {
        StringBuilder text = new StringBuilder(found.group());
        for (int i = 1; i <= found.groupCount(); i++) {
            for (int at = found.start(i); at >= 0 && at < found.end(i); at++) {
                if (text.charAt(at - found.start()) > ' ') {
                    text.setCharAt(at - found.start(), '*');
                }
            }
        }
        return text.toString();
    }
}
