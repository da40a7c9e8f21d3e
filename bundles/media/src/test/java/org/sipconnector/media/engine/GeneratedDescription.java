/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Session descriptions made from a seed: legal ones, odd ones, and ones that break rules. */
final class GeneratedDescription {

    private static final List<String> SECTIONS = List.of(ForeignOffers.OPUS, ForeignOffers.VP8, ForeignOffers.G729, ForeignOffers.H263,
            ForeignOffers.T38, ForeignOffers.BFCP, ForeignOffers.T140, ForeignOffers.PLAIN, ForeignOffers.SDES,
            ForeignOffers.audio("0 8 101", "a=rtpmap:101 telephone-event/8000"),
            ForeignOffers.audio("97 101", "a=rtpmap:97 speex/16000", "a=rtpmap:101 telephone-event/8000"),
            ForeignOffers.video("102 103 98", "a=rtpmap:102 H264/90000", "a=fmtp:102 profile-level-id=64001f;packetization-mode=1",
                    "a=rtpmap:103 rtx/90000", "a=fmtp:103 apt=102", "a=rtpmap:98 VP9/90000"),
            ForeignOffers.video("35", "a=rtpmap:35 H264/90000", "a=fmtp:35 profile-level-id=ffffff"),
            "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n" + ForeignOffers.TRANSPORT + "a=sctp-port:5000\r\n");
    private static final List<String> ATTRIBUTES = List.of("a=sendonly", "a=recvonly", "a=inactive", "a=sendrecv", "a=setup:active",
            "a=setup:holdconn", "a=mid:0", "a=mid:x", "a=rtcp-mux-only", "a=bundle-only", "a=ssrc:1 cname:x", "a=ssrc:1 msid:s t",
            "a=ssrc-group:FID 1 2", "a=ssrc-group:SIM 1 1 1", "a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid", "a=extmap:1 x",
            "a=extmap:15 urn:ietf:params:rtp-hdrext:toffset", "a=extmap:300 x", "a=rid:1 send", "a=rid:2 recv pt=96", "a=simulcast:send 1;2",
            "a=simulcast:recv ~1", "a=msid:- -", "a=msid:s t", "a=candidate:1 1 udp 1 127.0.0.1 9 typ host", "a=candidate:1 3 x",
            "a=candidate:1 1 tcp 4294967295 ::1 65535 typ host tcptype so", "a=end-of-candidates", "b=AS:0", "b=AS:9999999", "b=TIAS:1",
            "a=ptime:0", "a=ptime:9999", "a=maxptime:0", "a=rtcp-fb:* nack", "a=rtcp-fb:96 transport-cc", "a=fmtp:111 stereo=1;maxplaybackrate=0",
            "a=fmtp:96 x-google-min-bitrate=9999999;x-google-max-bitrate=0;x-google-start-bitrate=1", "a=rtpmap:96 rtx/90000", "a=fmtp:96 apt=96",
            "a=rtpmap:111 red/48000/2", "a=fmtp:111 111/111", "a=ice-options:trickle ice2", "a=ice-ufrag:zzzz", "a=ice-pwd:short",
            "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x", "a=rtcp:9 IN IP4 0.0.0.0", "a=ice-lite");

    private final Random random;

    GeneratedDescription(Random random) {
        this.random = random;
    }

    /** An offer of up to five lines. */
    String offer() {
        String[] sections = random.ints(1 + random.nextInt(5), 0, SECTIONS.size()).mapToObj(SECTIONS::get).toArray(String[]::new);
        return mutated(random.nextBoolean() ? ForeignOffers.bundled(sections) : ForeignOffers.plain(sections));
    }

    /** One of the present lines, mostly with fresh credentials or small changes. */
    String variant(String description) {
        return mutated(
                random.nextInt(3) == 0 ? description.replace("a=ice-ufrag:", "a=ice-ufrag:" + (char) ('a' + random.nextInt(26))) : description);
    }

    private String mutated(String description) {
        String changed = description;
        for (int i = random.nextInt(5) - 1; i > 0; i--) {
            changed = once(changed);
        }
        return changed;
    }

    private String once(String description) {
        List<String> lines = new ArrayList<>(List.of(description.split("\r\n")));
        int place = random.nextInt(lines.size());
        switch (random.nextInt(9)) {
            case 0 -> lines.remove(place);
            case 1 -> lines.add(place, lines.get(random.nextInt(lines.size())));
            case 2, 3, 4 -> lines.add(place, ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size())));
            case 5 -> lines.replaceAll(line -> line.startsWith("m=") && random.nextBoolean() ? line.replaceFirst(" \\d+ ", " 0 ") : line);
            case 6 -> lines.subList(place, lines.size()).removeIf(line -> line.startsWith("m="));
            case 7 -> lines.add(lines.remove(place));
            default -> lines.set(place, spoiled(lines.get(place)));
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    private String spoiled(String line) {
        StringBuilder spoiled = new StringBuilder(line);
        for (int i = random.nextInt(3); i >= 0 && !spoiled.isEmpty(); i--) {
            spoiled.setCharAt(random.nextInt(spoiled.length()), (char) (32 + random.nextInt(95)));
        }
        return spoiled.toString();
    }
}
