/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the library how fast video begins: it takes that from the codec parameters of the other side's description, so
 * they are written there before it sees them. Left alone it begins with 300 kbit/s, and the first picture of 640x360
 * takes 300 ms to leave. What the other side said itself stays.
 */
public final class StartRate {

    /** Its estimate goes on from there with the first reports, up or down. */
    static final int KILOBITS = 600;
    private static final String PARAMETER = "x-google-start-bitrate=";
    private static final Pattern VIDEO_CODEC = Pattern.compile("a=rtpmap:(\\d+) (?:VP8|VP9|H264|H265|AV1)/90000", Pattern.CASE_INSENSITIVE);

    private StartRate() {}

    public static SessionText apply(SessionText remote) {
        return remote.withMedia(remote.media().stream().map(StartRate::apply).toList());
    }

    private static MediaText apply(MediaText line) {
        if (line.lines().stream().anyMatch(text -> text.contains(PARAMETER))) {
            return line;
        }
        List<String> lines = new ArrayList<>(line.lines());
        for (String text : line.lines()) {
            Matcher codec = VIDEO_CODEC.matcher(text);
            if (codec.matches()) {
                add(lines, "a=fmtp:" + codec.group(1) + " ", lines.indexOf(text) + 1);
            }
        }
        return new MediaText(lines);
    }

    /** Adds the parameter to those the codec has, or alone at that place. */
    private static void add(List<String> lines, String prefix, int place) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(prefix)) {
                lines.set(i, lines.get(i) + ";" + PARAMETER + KILOBITS);
                return;
            }
        }
        lines.add(place, prefix + PARAMETER + KILOBITS);
    }
}
