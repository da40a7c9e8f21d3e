/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The groups of lines that share a transport (RFC 9143), as attributes of the session. */
public final class BundleText {

    private static final String PREFIX = "a=group:BUNDLE";

    private BundleText() {}

    static boolean isGroup(String line) {
        return line.equals(PREFIX) || line.startsWith(PREFIX + " ");
    }

    /** The groups a description names, by mid. */
    static List<List<String>> groups(List<String> head) {
        return head.stream().filter(BundleText::isGroup)
                .map(line -> Stream.of(line.substring(PREFIX.length()).trim().split(" +")).filter(mid -> !mid.isEmpty()).distinct().toList())
                .toList();
    }

    /** The same groups under other names; mids without another name, and those that a former group has, are left out. */
    static List<List<String>> renamed(List<List<String>> groups, Map<String, String> names) {
        Map<String, String> left = new LinkedHashMap<>(names);
        List<List<String>> renamed = new ArrayList<>();
        for (List<String> group : groups) {
            List<String> members = group.stream().map(left::remove).filter(Objects::nonNull).toList();
            if (!members.isEmpty()) {
                renamed.add(members);
            }
        }
        return renamed;
    }

    static List<String> lines(List<List<String>> groups) {
        return groups.stream().map(group -> PREFIX + " " + String.join(" ", group)).toList();
    }

    /** The session part with each group in this order. */
    static List<String> ordered(List<String> head, List<String> mids) {
        return Stream.concat(head.stream().filter(line -> !isGroup(line)),
                lines(groups(head).stream().map(group -> mids.stream().filter(group::contains).toList()).toList()).stream()).toList();
    }

    /** The session part with those of these lines in its groups that are used. */
    static List<String> bundling(List<String> head, List<MediaText> media) {
        Map<String, String> used = media.stream().filter(line -> !line.rejected()).flatMap(line -> line.mid().stream())
                .collect(Collectors.toMap(mid -> mid, mid -> mid, (mid, same) -> mid));
        return Stream.concat(head.stream().filter(line -> !isGroup(line)), lines(renamed(groups(head), used)).stream()).toList();
    }

    /** The line whose transport a bundled line shares: the first usable of its group. */
    static Optional<MediaText> tagged(SessionText text, MediaText line) {
        return line.mid().flatMap(mid -> groups(text.head()).stream().filter(group -> group.contains(mid)).findFirst())
                .flatMap(group -> group.stream().flatMap(mid -> text.media(mid).stream()).filter(other -> other.attribute("ice-ufrag").isPresent())
                        .findFirst());
    }

    /** Whether an answer to this offer takes lines of a bundle but not the first, on whose transport all were offered. */
    public static boolean losesFirst(SessionText offer, SessionText answer) {
        return groups(offer.head()).stream().anyMatch(group -> group.stream().dropWhile(mid -> rejected(answer, mid)).findFirst()
                .filter(first -> !first.equals(group.get(0))).isPresent());
    }

    private static boolean rejected(SessionText text, String mid) {
        return text.media(mid).filter(line -> !line.rejected()).isEmpty();
    }

    /** RTP and RTCP share the transport of a bundle as soon as one of its lines says so (RFC 9143 section 9.3): then all say it. */
    static List<MediaText> muxedAlike(Collection<MediaText> media, List<List<String>> groups) {
        Set<String> muxed = groups.stream().filter(group -> media.stream().anyMatch(line -> usable(line, group) && line.muxed()))
                .flatMap(List::stream).collect(Collectors.toSet());
        return withMux(media, muxed);
    }

    /** With RTP and RTCP on one transport in every bundled line: the library takes no offer of a group otherwise. */
    static List<MediaText> muxed(SessionText text) {
        return withMux(text.media(), groups(text.head()).stream().flatMap(List::stream).collect(Collectors.toSet()));
    }

    private static List<MediaText> withMux(Collection<MediaText> media, Collection<String> mids) {
        return media.stream().map(line -> usable(line, mids) ? line.withMux() : line).toList();
    }

    private static boolean usable(MediaText line, Collection<String> mids) {
        return !line.rejected() && line.mid().filter(mids::contains).isPresent();
    }
}
