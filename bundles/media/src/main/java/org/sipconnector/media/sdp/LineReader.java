/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sipconnector.api.media.Direction;

/**
 * Reads media lines of the other side: what the library can serve is written anew with nothing in it but what the library
 * understands, and everything else is left to be refused, with the reason.
 */
final class LineReader {

    private static final Pattern MEDIA =
            Pattern.compile("m=(?:audio|video) +[0-9]{1,5}(?:/[1-9][0-9]{0,2})? +(?:UDP/TLS/)?RTP/S?AVPF?(?: +[0-9]{1,3}){1,128}\\s*");
    private static final Pattern ORIGIN = Pattern.compile("o=[\\x21-\\x7e]{1,64} [0-9]{1,20} [0-9]{1,20} IN IP[46] [A-Za-z0-9.:_-]{1,253}");
    private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";
    private static final String MID_EXTENSION = " urn:ietf:params:rtp-hdrext:sdes:mid";
    private static final String DISCARD_PORT = "9";
    private static final int HIGHEST_PORT = 65_535;
    /** Each takes sockets for every address of this machine: far more than a gateway without a bundle has lines. */
    private static final int MOST_TRANSPORTS = 16;

    private final SessionText session;
    private final KnownFormats formats;
    private final String standardRole;
    private final List<List<String>> groups;
    private final Set<Object> transports = new HashSet<>();
    private final Set<String> reasons = new LinkedHashSet<>();

    /** @param standardRole the DTLS role of those who name none */
    LineReader(SessionText session, KnownFormats formats, String standardRole) {
        this.session = session;
        this.groups = BundleText.groups(session.head());
        this.formats = formats;
        this.standardRole = standardRole;
    }

    /** Why lines could not be used. */
    String reasons() {
        return String.join("; ", reasons);
    }

    /** The line as the library sees it, without a mid; empty when it is or must be refused. */
    Optional<MediaText> read(MediaText line) {
        if (line.rejected()) {
            return Optional.empty();
        }
        if (line.kind().isEmpty() || !MEDIA.matcher(line.lines().get(0)).matches() || port(line) > HIGHEST_PORT) {
            return refused(line, "is no audio or video over RTP");
        }
        if (port(line) == 0 && BundleText.tagged(session, line).isEmpty()) {
            return refused(line, "waits for a bundle it is not in");
        }
        Optional<TransportText> transport = TransportText.of(line, session.head(), BundleText.tagged(session, line), standardRole);
        if (transport.isEmpty()) {
            return refused(line, "has no ICE and DTLS parameters that can be used");
        }
        Optional<MediaText> common = formats.common(line);
        if (common.isEmpty()) {
            return refused(line, "has no codec in common");
        }
        if (!transported(line)) {
            return refused(line, "wants one transport more than " + MOST_TRANSPORTS);
        }
        return Optional.of(written(line, common.get(), transport.get()));
    }

    private boolean transported(MediaText line) {
        Object own = groups.stream().filter(group -> line.mid().filter(group::contains).isPresent()).<Object>map(group -> group).findFirst()
                .orElseGet(Object::new);
        return transports.contains(own) || transports.size() < MOST_TRANSPORTS && transports.add(own);
    }

    private Optional<MediaText> refused(MediaText line, String reason) {
        String word = line.lines().get(0).split(" ", 2)[0].replaceAll("[^a-z=]", "?");
        reasons.add(word.substring(0, Math.min(word.length(), 20)) + " " + reason);
        return Optional.empty();
    }

    private MediaText written(MediaText line, MediaText common, TransportText transport) {
        List<String> lines = new ArrayList<>();
        boolean waits = line.lines().contains("a=bundle-only") && port(line) == 0;
        lines.add("m=" + line.lines().get(0).substring(2, 7) + " " + (waits ? "0" : DISCARD_PORT) + " " + PROTOCOL + " "
                + String.join(" ", common.payloads()));
        lines.add(MappedLine.NO_ADDRESS);
        List<String> passed = AttributeGrammar.passed(common.lines().subList(1, common.lines().size()));
        passed.stream().filter(text -> text.startsWith("b=")).forEach(lines::add);
        lines.addAll(transport.lines());
        lines.add("a=" + direction(line).text());
        passed.stream().filter(text -> !text.startsWith("b=")).forEach(lines::add);
        return new MediaText(lines);
    }

    /** A direction told for the whole session counts where the line tells none (RFC 8866 section 6.7). */
    private Direction direction(MediaText line) {
        return Stream.of(line.lines(), session.head()).flatMap(lines -> Stream.of(Direction.values())
                .filter(direction -> lines.contains("a=" + direction.text()))).findFirst().orElse(Direction.SENDRECV);
    }

    private static int port(MediaText line) {
        return Integer.parseInt(line.lines().get(0).split(" +")[1].split("/")[0]);
    }

    /** The session part as the library sees it, without groups. */
    static List<String> head(SessionText session) {
        List<String> head = new ArrayList<>(List.of("v=0",
                session.head().stream().filter(line -> ORIGIN.matcher(line).matches()).findFirst().orElse("o=- 1 1 IN IP4 127.0.0.1"),
                "s=-", "t=0 0"));
        Stream.of("a=ice-lite", "a=extmap-allow-mixed").filter(session.head()::contains).forEach(head::add);
        session.head().stream().filter(line -> line.matches("a=msid-semantic: ?WMS[\\x20-\\x7e]{0,256}")).findFirst().ifPresent(head::add);
        return head;
    }

    /** The line under the library's mid: packets that name another would reach nothing there, and shall name none. */
    static MediaText known(MediaText line, Optional<String> theirMid, String mid) {
        boolean other = theirMid.filter(name -> !name.equals(mid)).isPresent();
        return named(other ? new MediaText(line.lines().stream().filter(text -> !text.endsWith(MID_EXTENSION)).toList()) : line, mid);
    }

    /** The line under another mid; without one when the name is empty. */
    static MediaText named(MediaText line, String mid) {
        List<String> lines = new ArrayList<>(line.lines().stream().filter(text -> !text.startsWith("a=mid:")).toList());
        if (!mid.isEmpty()) {
            int first = (int) lines.stream().takeWhile(text -> !text.startsWith("a=")).count();
            lines.add(first, "a=mid:" + mid);
        }
        return new MediaText(lines);
    }

    static MediaText withProtocol(MediaText line, String protocol) {
        String[] words = line.lines().get(0).split(" +", 4);
        return new MediaText(Stream.concat(Stream.of(words[0] + " " + words[1] + " " + protocol + " " + words[3]),
                line.lines().stream().skip(1)).toList());
    }
}
