/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.spi.media.CandidatePolicy;

/**
 * A session description of the other side is read or refused with a reason. What the library would get of it is text that it
 * reads without a complaint, whatever came: nothing but lines and attributes it knows, each once where it may be once.
 */
public final class DescriptionTarget {

    private static final KnownFormats FORMATS = new KnownFormats(Map.of(KnownFormats.Format.of(MediaKind.AUDIO, "opus", 48_000, 2), "opus",
            KnownFormats.Format.of(MediaKind.AUDIO, "pcmu", 8_000, 1), "PCMU", KnownFormats.Format.of(MediaKind.AUDIO, "telephone-event", 8_000, 1),
            "telephone-event", KnownFormats.Format.of(MediaKind.VIDEO, "VP8", 90_000, 1), "VP8"));
    private static final String LOCAL = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n"
            + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\n";
    private static final Pattern HEAD =
            Pattern.compile("(?:v=0|o=.{1,400}|s=-|t=0 0|a=(?:group:BUNDLE.{0,4000}|ice-lite|extmap-allow-mixed|msid-semantic:.{0,300}))");
    private static final Pattern MEDIA = Pattern.compile("m=(?:audio|video) [09] UDP/TLS/RTP/SAVPF(?: [0-9]{1,3})+");
    private static final Pattern LINE =
            Pattern.compile("(?:c=IN IP4 0\\.0\\.0\\.0|b=(?:AS|TIAS):[0-9]+|a=(?:rtpmap|fmtp|rtcp-fb|msid|ssrc|ssrc-group|extmap|rid|"
                    + "simulcast|ptime|maxptime|candidate|mid|setup|fingerprint|ice-ufrag|ice-pwd|ice-options):.+|a=(?:rtcp-mux|rtcp-rsize|bundle-only|extmap-allow-mixed|"
                    + "end-of-candidates|sendrecv|sendonly|recvonly|inactive))");
    private static final int MOST_LINES = 128;

    private DescriptionTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        SessionText came = SessionText.parse(new String(data, StandardCharsets.UTF_8));
        try {
            Reading reading = LineMap.EMPTY.offer(came, FORMATS);
            sound(reading.withMux().withBundle().text());
            SessionText answer = reading.map().ourAnswer(reading.text()).text();
            same("lines of the answer", came.media().size(), answer.media().size());
            Reading again = LineMap.EMPTY.offer(reading.map().complete(reading.text()), FORMATS);
            same("what the library sees of its own text", reading.text().media().size(), again.text().media().size());
            sound(reading.map().offer(came, FORMATS).text());
            AgreedText.ofOffer(came, answer);
            StartRate.apply(reading.text());
        } catch (IllegalArgumentException refused) {
            same("a reason", true, refused.getMessage() != null && !refused.getMessage().isBlank());
        }
        sound(LineMap.EMPTY.ourOffer(SessionText.parse(LOCAL)).map().answer(came, FORMATS).withMux().withBundle().text());
        AgreedText.ofAnswer(came);
        CandidateFilter.apply(CandidatePolicy.STANDARD, came.text());
    }

    private static void sound(SessionText text) {
        same("at most the lines that are read", true, text.media().size() <= MOST_LINES);
        text.head().forEach(line -> fits(HEAD, line));
        Set<String> mids = new HashSet<>();
        for (MediaText media : text.media()) {
            List<String> lines = media.lines();
            fits(MEDIA, lines.get(0));
            lines.stream().skip(1).forEach(line -> fits(LINE, line));
            same("a mid of its own", true, mids.add(media.mid().orElse("none")));
        }
    }

    private static void fits(Pattern known, String line) {
        if (!known.matcher(line).matches() || line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw new IllegalStateException("this line would reach the library: " + line);
        }
    }

    private static void same(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException(what + ": " + expected + ", but " + found);
        }
    }
}
