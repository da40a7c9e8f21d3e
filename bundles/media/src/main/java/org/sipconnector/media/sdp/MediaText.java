/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.MediaKind;

/**
 * One media description: its {@code m=} line and what belongs to it.
 *
 * @param lines as they came, the first is the {@code m=} line
 */
public record MediaText(List<String> lines) {

    private static final String MUX = "a=rtcp-mux";

    public MediaText {
        lines = List.copyOf(lines);
    }

    /** Audio or video; empty for anything else, such as data channels. */
    public Optional<MediaKind> kind() {
        return switch (words()[0]) {
            case "m=audio" -> Optional.of(MediaKind.AUDIO);
            case "m=video" -> Optional.of(MediaKind.VIDEO);
            default -> Optional.empty();
        };
    }

    /** Port 0 refuses the line, unless it is only waiting for its bundle (RFC 9143). */
    public boolean rejected() {
        return words().length > 1 && words()[1].equals("0") && !lines.contains("a=bundle-only");
    }

    public Optional<String> mid() {
        return attribute("mid");
    }

    /** The direction as the author of the description sees it. */
    public Direction direction() {
        for (Direction direction : Direction.values()) {
            if (lines.contains("a=" + direction.text())) {
                return direction;
            }
        }
        return Direction.SENDRECV;
    }

    /** Ids of the streams the line's track belongs to (RFC 8830); an id of {@code -} means none. */
    public List<String> streams() {
        return values("msid").stream().map(value -> value.split(" ")[0]).filter(id -> !id.equals("-"))
                .distinct().toList();
    }

    /** Id of the line's track, where the description tells it. */
    public Optional<String> track() {
        return values("msid").stream().map(value -> value.split(" ")).filter(words -> words.length > 1)
                .map(words -> words[1]).findFirst();
    }

    /** The candidates told with it, without {@code a=} (RFC 8839). */
    public List<String> candidates() {
        return values("candidate").stream().map(value -> "candidate:" + value).toList();
    }

    /** The same without any word of candidates. */
    public MediaText withoutCandidates() {
        return new MediaText(lines.stream().filter(line -> !ofCandidates(line)).toList());
    }

    /** The same line refused (RFC 3264 section 6). */
    MediaText refused() {
        return new MediaText(Stream.concat(Stream.of(lines.get(0).replaceFirst(" +\\d\\S*", " 0")), Stream.concat(
                lines.stream().filter(line -> line.startsWith("c=") || line.startsWith("a=mid:")), Stream.of("a=inactive"))).toList());
    }

    /** The same line at another IPv4 address and port; one that is refused or only waits for its bundle stays so. */
    MediaText at(String address, String port) {
        return words()[1].equals("0") ? this : new MediaText(lines.stream().map(line -> {
            if (line.startsWith("m=")) {
                return line.replaceFirst(" +\\d+", " " + port);
            }
            return line.startsWith("c=") ? "c=IN IP4 " + address : line;
        }).toList());
    }

    /** Whether RTP and RTCP share a transport (RFC 5761). */
    boolean muxed() {
        return lines.contains(MUX);
    }

    MediaText withMux() {
        return muxed() ? this : with(MUX);
    }

    /** The same with one more line at its end. */
    MediaText with(String line) {
        return new MediaText(Stream.concat(lines.stream(), Stream.of(line)).toList());
    }

    private static boolean ofCandidates(String line) {
        return line.startsWith("a=candidate:") || line.equals("a=end-of-candidates");
    }

    public Optional<String> attribute(String name) {
        return value(lines, name);
    }

    /** The payload types of the {@code m=} line, best first. */
    public List<String> payloads() {
        String[] words = words();
        return List.of(words).subList(Math.min(3, words.length), words.length);
    }

    private List<String> values(String name) {
        String prefix = "a=" + name + ":";
        return lines.stream().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()).trim())
                .toList();
    }

    static Optional<String> value(List<String> lines, String name) {
        String prefix = "a=" + name + ":";
        return lines.stream().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()).trim())
                .findFirst();
    }

    private String[] words() {
        return lines.get(0).split(" +");
    }
}
