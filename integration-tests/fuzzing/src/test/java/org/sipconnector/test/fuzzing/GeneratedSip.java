/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.fuzzing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Sound SIP messages with a few parts replaced by others that readers are known to disagree about. */
final class GeneratedSip {

    private static final List<String> LINES = List.of("Via: SIP/2.0/TCP h;branch=z9hG4bK1", "v: SIP/2.0/UDP h:5060;rport;received=1.2.3.4",
            "From: \"A B\" <sip:a@b>;tag=1", "f: <sip:a@b>;tag=\"x\"", "To: <sip:c@d;user=phone>", "t: sip:c@d;tag=2", "Call-ID: c1@h", "i: c2",
            "CSeq: 1 INFO",
            "CSeq: 4294967295 INVITE", "Max-Forwards: 70", "Content-Length: 4", "l: 0", "Content-Length : 10", "Contact: <sip:a@b>, *", "m: *",
            "Content-Type: application/sdp", "Record-Route: <sip:p;lr>, <sip:q>", "Authorization: Digest realm=\"r\"", "Require: timer,,x", "X: y");
    private static final List<String> PIECES =
            List.of("\r\n", "\n", "\r", "\u2028", "\u0085", "\0", " ", "\t", "\r\n ", "\r\n\t\r\n", ":", ";", ",", "<", ">",
                    "\"", "\\", "(", ")", "@", "%", "%00", "l: 4", "\r\nl: 9\r\n", "\u00e2\u0080\u00a8", "\r\n\r\n", "SIP/2.0", "sip:", "=", "\u00ff",
                    "99999999999", "-1", "[::1]");

    private final Random random;

    GeneratedSip(Random random) {
        this.random = random;
    }

    byte[] next() {
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "SIP/2.0 200 OK" : "INFO sip:a@b SIP/2.0");
        text.append("\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>\r\nCall-ID: c\r\nCSeq: 1 INFO\r\n");
        for (int more = random.nextInt(6); more > 0; more--) {
            text.append(pick(LINES)).append("\r\n");
        }
        text.append(random.nextBoolean() ? "Content-Length: 4\r\n\r\nv=0\r" : "\r\nbody");
        for (int hits = random.nextInt(5); hits > 0; hits--) {
            int at = random.nextInt(text.length());
            text.replace(at, Math.min(text.length(), at + random.nextInt(4)), pick(PIECES).repeat(random.nextInt(20) == 0 ? 50 : 1));
        }
        return text.toString().getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
