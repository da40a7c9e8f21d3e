/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the lines of one transport say of its RTP packets: header extensions (RFC 8285), sources (RFC 5576) and streams of a
 * simulcast (RFC 8853). None of it need be said, and the library refuses a whole description over what does not fit
 * together: such is left out.
 */
final class RtpIdentifiers {

    private static final Pattern EXTENSION = Pattern.compile("a=extmap:(\\d+)(?:/\\w+)? (\\S+)");
    private static final Pattern SOURCE = Pattern.compile("a=ssrc:(\\d+) .*");
    private static final Pattern GROUP = Pattern.compile("a=ssrc-group:\\S+ (.*)");
    private static final Pattern STREAM = Pattern.compile("a=(?:rid|simulcast):.*");
    private static final String STREAM_EXTENSION = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";

    /** What each number stands for (RFC 8843 section 9.2: the same in each line). */
    private final Map<String, String> extensions = new HashMap<>();
    /** Those of former lines: a source is of one only. */
    private final Set<String> sources = new HashSet<>();

    /** @param groups mids of lines that share a transport */
    static List<MediaText> fitting(List<MediaText> media, List<List<String>> groups) {
        Map<List<String>, RtpIdentifiers> transports = new HashMap<>();
        return media.stream()
                .map(line -> line.rejected() ? line : transports.computeIfAbsent(transport(line, groups), key -> new RtpIdentifiers()).of(line))
                .toList();
    }

    private static List<String> transport(MediaText line, List<List<String>> groups) {
        String mid = line.mid().orElse("");
        return groups.stream().filter(group -> group.contains(mid)).findFirst().orElse(List.of(mid));
    }

    private MediaText of(MediaText line) {
        List<String> known = line.lines().stream().filter(this::agrees).toList();
        Set<String> own = known.stream().map(SOURCE::matcher).filter(Matcher::matches).map(found -> found.group(1))
                .filter(source -> !sources.contains(source)).collect(Collectors.toSet());
        sources.addAll(own);
        boolean streams = known.stream().anyMatch(text -> text.endsWith(' ' + STREAM_EXTENSION));
        return new MediaText(known.stream().filter(text -> isOf(own, text) && (streams || !STREAM.matcher(text).matches())).toList());
    }

    private boolean agrees(String text) {
        Matcher found = EXTENSION.matcher(text);
        return !found.matches() || extensions.computeIfAbsent(found.group(1), number -> found.group(2)).equals(found.group(2));
    }

    /** Whether it speaks of sources of the line alone, if of any. */
    private static boolean isOf(Set<String> own, String text) {
        Matcher source = SOURCE.matcher(text);
        Matcher group = GROUP.matcher(text);
        return source.matches() ? own.contains(source.group(1)) : !group.matches() || own.containsAll(List.of(group.group(1).split(" ")));
    }
}
