/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.List;
import java.util.Map;

/**
 * Writes the ids of our tracks into a description (RFC 8830). The library invents ids for tracks on lines that a remote
 * offer made, and does not let them be set.
 */
public final class TrackNames {

    private TrackNames() {}

    /** @param byLine the track id wanted for a media line, by its mid */
    public static String apply(Map<String, String> byLine, String sdp) {
        SessionText text = SessionText.parse(sdp);
        return text.withMedia(text.media().stream().map(media -> media.mid().map(byLine::get)
                .map(wanted -> named(media, wanted)).orElse(media)).toList()).text();
    }

    private static MediaText named(MediaText media, String wanted) {
        List<String> present = media.track().stream().filter(id -> !id.equals(wanted)).toList();
        if (present.isEmpty()) {
            return media;
        }
        String ending = " " + present.get(0);
        return new MediaText(media.lines().stream().map(line -> line.contains("msid:") && line.endsWith(ending)
                ? line.substring(0, line.length() - ending.length() + 1) + wanted
                : line).toList());
    }
}
