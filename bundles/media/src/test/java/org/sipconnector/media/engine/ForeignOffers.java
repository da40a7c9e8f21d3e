/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.ArrayList;
import java.util.List;

/** Session descriptions of other implementations, made up of sections. */
final class ForeignOffers {

    static final String PASSWORD = "abcdefghijklmnopqrstuvwx";
    static final String TRANSPORT = String.join("\r\n", "a=ice-ufrag:abcd", "a=ice-pwd:" + PASSWORD,
            "a=fingerprint:sha-256 " + "AB:".repeat(31) + "CD", "a=setup:actpass", "a=rtcp-mux", "");

    static final String OPUS = audio("111", "a=rtpmap:111 opus/48000/2", "a=fmtp:111 minptime=10;useinbandfec=1");
    static final String VP8 = video("96", "a=rtpmap:96 VP8/90000");
    static final String G729 = audio("18", "a=rtpmap:18 G729/8000");
    static final String H263 = video("34", "a=rtpmap:34 H263/90000");
    static final String T38 = "m=image 4000 udptl t38\r\na=T38FaxVersion:0\r\n";
    static final String BFCP = "m=application 5070 TCP/BFCP *\r\na=floorctrl:s-only\r\na=setup:active\r\na=connection:new\r\n";
    static final String T140 = "m=text 5002 RTP/AVP 98\r\na=rtpmap:98 t140/1000\r\n";
    static final String PLAIN = "m=audio 5000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
    static final String SDES = "m=audio 5004 RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n";

    private ForeignOffers() {}

    static String audio(String payloads, String... attributes) {
        return line("audio", payloads, attributes);
    }

    static String video(String payloads, String... attributes) {
        return line("video", payloads, attributes);
    }

    private static String line(String kind, String payloads, String... attributes) {
        return "m=" + kind + " 50000 UDP/TLS/RTP/SAVPF " + payloads + "\r\n" + TRANSPORT
                + (attributes.length == 0 ? "" : String.join("\r\n", attributes) + "\r\n");
    }

    /** An offer of these sections without bundle and mids. */
    static String plain(String... sections) {
        return "v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n" + String.join("", sections);
    }

    /** An offer of these sections with mids, all in one bundle. */
    static String bundled(String... sections) {
        List<String> named = new ArrayList<>();
        StringBuilder group = new StringBuilder("a=group:BUNDLE");
        for (int i = 0; i < sections.length; i++) {
            named.add(sections[i] + "a=mid:" + i + "\r\n");
            group.append(' ').append(i);
        }
        return plain(named.toArray(String[]::new)).replace("t=0 0\r\n", "t=0 0\r\n" + group + "\r\n");
    }

    /** What a peer that knows neither bundle nor mids would have said in place of this. */
    static String withoutBundle(String sdp) {
        return sdp.replaceAll("a=(group|mid|msid|msid-semantic|extmap|extmap-allow-mixed)[: ].*\r\n", "").replace("a=extmap-allow-mixed\r\n", "");
    }
}
