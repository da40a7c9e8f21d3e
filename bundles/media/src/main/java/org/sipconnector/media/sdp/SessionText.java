/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A session description cut into its session part and its media lines (RFC 8866). Only what the engine must know is
 * interpreted; every line is kept as it came.
 *
 * @param head  the lines before the first media line
 * @param media the media descriptions in order
 */
public record SessionText(List<String> head, List<MediaText> media) {

    public SessionText {
        head = List.copyOf(head);
        media = List.copyOf(media);
    }

    public static SessionText parse(String sdp) {
        List<String> head = new ArrayList<>();
        List<List<String>> sections = new ArrayList<>();
        for (String line : sdp.split("\r?\n")) {
            if (line.startsWith("m=")) {
                sections.add(new ArrayList<>());
            }
            if (!line.isBlank()) {
                (sections.isEmpty() ? head : sections.get(sections.size() - 1)).add(line);
            }
        }
        return new SessionText(head, sections.stream().map(MediaText::new).toList());
    }

    /** The media description with this mid. */
    public Optional<MediaText> media(String mid) {
        return media.stream().filter(section -> section.mid().equals(Optional.of(mid))).findFirst();
    }

    /** The ICE user fragment: of the session or of the first media line that has one (RFC 8839). */
    public Optional<String> iceFragment() {
        return MediaText.value(head, "ice-ufrag")
                .or(() -> media.stream().flatMap(section -> section.attribute("ice-ufrag").stream()).findFirst());
    }

    /** The ICE user fragments of all its media lines. */
    public Set<String> iceFragments() {
        return media.stream().flatMap(section -> section.attribute("ice-ufrag").stream()).collect(Collectors.toSet());
    }

    /** The certificates its author may show, as {@code a=fingerprint} tells them (RFC 8122). */
    Set<String> fingerprints() {
        return Stream.concat(head.stream(), media.stream().flatMap(section -> section.lines().stream()))
                .filter(line -> line.startsWith("a=fingerprint:")).collect(Collectors.toSet());
    }

    public SessionText withMedia(List<MediaText> other) {
        return new SessionText(head, other);
    }

    /** The same with the lines refused that the answer to it refuses, which are in no bundle then. */
    public SessionText refusedBy(SessionText answer) {
        List<MediaText> judged = IntStream.range(0, media.size())
                .mapToObj(place -> place < answer.media().size() && answer.media().get(place).rejected()
                        ? media.get(place).refused()
                        : media.get(place))
                .toList();
        return new SessionText(BundleText.bundling(head, judged), judged);
    }

    public String text() {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line).append("\r\n"));
        media.forEach(section -> section.lines().forEach(line -> text.append(line).append("\r\n")));
        return text.toString();
    }
}
