/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.fuzzing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Sound session descriptions with lines and characters of others put in, taken out and repeated. */
final class GeneratedSdp {

    private static final String TRANSPORT =
            "a=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=fingerprint:sha-256 " + "AB:".repeat(31) + "CD\r\na=setup:actpass\r\n";
    private static final List<String> SECTIONS = List.of("m=audio 9 UDP/TLS/RTP/SAVPF 111 0 101\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\n" + TRANSPORT
            + "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:101 telephone-event/8000\r\na=rtcp-mux\r\na=sendrecv\r\n",
            "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\n" + TRANSPORT + "a=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
                    + "a=rtcp-fb:96 nack pli\r\na=ssrc:1 cname:x\r\na=ssrc-group:FID 1 2\r\na=extmap:1 urn:x\r\na=rtcp-mux\r\n",
            "m=audio 4000 RTP/AVP 0 8\r\n", "m=image 4 udptl t38\r\n", "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:2\r\n",
            "m=video 0 UDP/TLS/RTP/SAVPF 0\r\na=bundle-only\r\na=mid:1\r\n", "m=\r\n", "m=audio\r\n", "m=audio 9 RTP/SAVPF\r\n" + TRANSPORT);
    private static final List<String> LINES =
            List.of("a=group:BUNDLE 0 1", "a=group:BUNDLE", "a=ice-lite", "a=mid:0", "a=mid:", "a=mid:a b", "a=setup:both", "a=setup:passive",
                    "a=rtpmap:300 opus/48000/2", "a=rtpmap:111 opus/0/0", "a=rtpmap:96 VP8/90000/1/1", "a=fmtp:97 apt=97", "a=fmtp:111 ",
                    "a=candidate:1 1 udp 2130706431 ::1 9 typ host",
                    "a=candidate:1 1 udp 1 evil.example 70000 typ host", "a=simulcast:send 1;2 recv 3", "a=rid:1 send", "a=extmap:0 x",
                    "a=extmap:1/both urn:y", "a=fingerprint:md5 AB",
                    "a=ice-ufrag:x", "a=ice-pwd:short", "b=AS:-1", "b=TIAS:99999999999", "c=IN IP6 ::", "a=ssrc:4294967296 cname:x", "a=msid:- -",
                    "a=inactive", "k=clear:x", "z=0 0", "v=1", "=");
    private static final List<String> PIECES =
            List.of("\r\n", "\n", "\r", "\u2028", "\u0085", "\0", " ", "\t", ":", "=", "/", ";", "*", "-", "99999999999", "\u00e4", "m=", "a=", "x");

    private final Random random;

    GeneratedSdp(Random random) {
        this.random = random;
    }

    byte[] next() {
        StringBuilder text = new StringBuilder("v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n");
        text.append(random.nextBoolean() ? "a=group:BUNDLE 0 1\r\n" : random.nextBoolean() ? TRANSPORT : "");
        int most = random.nextInt(500) == 0 ? 200 : 4;
        for (int sections = random.nextInt(most); sections >= 0; sections--) {
            text.append(random.nextBoolean() ? SECTIONS.get(sections % 2) : pick(SECTIONS));
        }
        for (int more = random.nextInt(5); more > 0; more--) {
            int at = text.indexOf("\n", random.nextInt(text.length()));
            text.insert(at < 0 ? text.length() : at + 1, (pick(LINES) + "\r\n").repeat(random.nextInt(100) == 0 ? 800 : 1));
        }
        for (int hits = random.nextInt(5); hits > 0; hits--) {
            int at = random.nextInt(text.length());
            text.replace(at, Math.min(text.length(), at + random.nextInt(4)), pick(PIECES).repeat(random.nextInt(20) == 0 ? 50 : 1));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
