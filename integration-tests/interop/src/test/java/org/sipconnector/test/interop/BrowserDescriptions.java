/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Session descriptions that need no media engine, as a browser writes them: bundled, one codec a line. */
final class BrowserDescriptions {

    private static final AtomicInteger VERSION = new AtomicInteger(1);
    private static final String FINGERPRINT = "a=fingerprint:sha-256 "
            + "11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00";

    private BrowserDescriptions() {}

    static String offer() {
        return session("0 1") + line("audio", "0", "111 opus/48000/2", "actpass") + line("video", "1", "96 VP8/90000", "actpass");
    }

    /** What takes the first audio and the first video line and refuses every other. */
    static String answer(String offer) {
        List<String> lines = new ArrayList<>();
        StringBuilder mids = new StringBuilder();
        boolean audio = false;
        boolean video = false;
        for (String section : offer.split("(?m)^(?=m=)")) {
            if (!section.startsWith("m=")) {
                continue;
            }
            String kind = section.substring(2, section.indexOf(' '));
            String mid = section.lines().filter(line -> line.startsWith("a=mid:")).map(line -> line.substring(6).strip())
                    .findFirst().orElse("");
            boolean taken = kind.equals("audio") && !audio || kind.equals("video") && !video;
            if (!taken) {
                lines.add(section.lines().findFirst().orElseThrow().replaceAll("=(\\w+) \\d+", "=$1 0") + "\r\n"
                        + (mid.isEmpty() ? "" : "a=mid:" + mid + "\r\n"));
                continue;
            }
            audio |= kind.equals("audio");
            video |= kind.equals("video");
            mids.append(mids.isEmpty() ? "" : " ").append(mid);
            lines.add(line(kind, mid, kind.equals("audio") ? "111 opus/48000/2" : "96 VP8/90000", "passive"));
        }
        return session(mids.toString()) + String.join("", lines);
    }

    /** What a line says of ICE and DTLS, but for its role. */
    static String transport() {
        return String.join("\r\n", "a=ice-ufrag:peer", "a=ice-pwd:passwordofthescriptedpeer", FINGERPRINT);
    }

    /** An offer of the same lines with other ICE credentials (RFC 8839 section 4.4.1.1.1). */
    static String restart() {
        return offer().replace("a=ice-ufrag:peer", "a=ice-ufrag:anew").replace("passwordofthescriptedpeer", "anotherpasswordofthatpeer");
    }

    /** An offer of plain RTP without keys, as telephones write it. */
    static String plain() {
        return String.join("\r\n", "v=0", "o=- 4711 " + VERSION.incrementAndGet() + " IN IP4 127.0.0.1", "s=-", "c=IN IP4 127.0.0.1",
                "t=0 0", "m=audio 50000 RTP/AVP 8 0", "a=rtpmap:8 PCMA/8000", "a=rtpmap:0 PCMU/8000", "");
    }

    /** A description without what browsers add to RTP: bundle, mids, RTCP beside RTP. */
    static String unbundled(String description) {
        return description.replaceAll("a=(group|mid|msid|msid-semantic|extmap|extmap-allow-mixed|rtcp-mux|rtcp-rsize)\\b.*\r\n", "");
    }

    private static String session(String mids) {
        return String.join("\r\n", "v=0", "o=- 4711 " + VERSION.incrementAndGet() + " IN IP4 127.0.0.1", "s=-", "t=0 0",
                "a=group:BUNDLE " + mids, "");
    }

    private static String line(String kind, String mid, String codec, String setup) {
        return String.join("\r\n", "m=" + kind + " 9 UDP/TLS/RTP/SAVPF " + codec.substring(0, codec.indexOf(' ')),
                "c=IN IP4 127.0.0.1", "a=mid:" + mid, "a=rtpmap:" + codec, "a=sendrecv", "a=rtcp-mux",
                transport(), "a=setup:" + setup, "");
    }
}
