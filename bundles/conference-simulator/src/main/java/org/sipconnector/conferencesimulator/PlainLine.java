/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One media line of an offer (RFC 8866 section 5.14) and how it is answered without media.
 *
 * @param head       its m= line
 * @param attributes the lines below it
 */
public record PlainLine(String head, List<String> attributes) {

    private static final Pattern HEAD = Pattern.compile("m=(\\S+) (\\d{1,5})(?:/\\d{1,5})? (\\S+)((?: \\S+){1,128})");
    private static final Set<String> KINDS = Set.of("audio", "video");
    private static final Set<String> PROTOCOLS = Set.of("RTP/AVP", "RTP/AVPF");
    /** Payload types that need no rtpmap (RFC 3551 section 6). */
    private static final Set<Integer> STATIC = Set.of(0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 25, 26, 28, 31, 32,
            33, 34);
    private static final String DISCARD_PORT = "9";

    public PlainLine {
        attributes = List.copyOf(attributes);
    }

    /** All media lines, in order. */
    public static List<PlainLine> in(List<String> description) {
        List<PlainLine> media = new ArrayList<>();
        for (int i = 0; i < description.size(); i++) {
            if (description.get(i).startsWith("m=")) {
                int end = i + 1;
                while (end < description.size() && !description.get(end).startsWith("m=")) {
                    end++;
                }
                media.add(new PlainLine(description.get(i), description.subList(i + 1, end)));
            }
        }
        return media;
    }

    /** Whether it wants plain RTP in a format that is told. */
    boolean acceptable() {
        Matcher parts = HEAD.matcher(head);
        return parts.matches() && KINDS.contains(parts.group(1)) && PROTOCOLS.contains(parts.group(3))
                && Integer.parseInt(parts.group(2)) != 0 && Integer.parseInt(parts.group(2)) <= 65_535 && format(parts).isPresent();
    }

    List<String> answer() {
        Matcher parts = HEAD.matcher(head);
        if (!acceptable() || !parts.matches()) {
            String[] words = head.split(" ", 3);
            return List.of(words[0] + " 0 " + (words.length > 2 ? words[2] : "RTP/AVP 0"));
        }
        String format = format(parts).orElseThrow();
        List<String> lines = new ArrayList<>();
        lines.add("m=" + parts.group(1) + " " + DISCARD_PORT + " " + parts.group(3) + " " + format);
        attributes.stream().filter(line -> line.startsWith("a=rtpmap:" + format + " ") || line.startsWith("a=fmtp:" + format + " ")
                || line.startsWith("a=mid:")).forEach(lines::add);
        lines.add("a=inactive");
        return lines;
    }

    /** The first format that carries media and is known by its number or its rtpmap. */
    private Optional<String> format(Matcher parts) {
        return List.of(parts.group(4).strip().split(" ")).stream().filter(this::known).findFirst();
    }

    private boolean known(String format) {
        if (!format.matches("\\d{1,3}") || Integer.parseInt(format) > 127) {
            return false;
        }
        return attributes.stream().filter(line -> line.startsWith("a=rtpmap:" + format + " ")).findFirst()
                .map(line -> !line.matches("(?i).* (telephone-event|CN)/.*"))
                .orElse(STATIC.contains(Integer.parseInt(format)));
    }
}
