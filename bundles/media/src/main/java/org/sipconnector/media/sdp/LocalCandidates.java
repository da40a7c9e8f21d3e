/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The candidates gathered for a local description (RFC 8839). The library forgets those it finds while it is setting the next
 * description with the same credentials: that one was made before them, and nothing is gathered again.
 */
public final class LocalCandidates {

    private static final int LIMIT = 512;
    private static final List<String> BEST = List.of("relay", "srflx", "prflx", "host");

    /** One candidate, of the line and credentials it was gathered for. */
    private record Candidate(String mid, String fragment, String text) {

        /** Fields: foundation, component, transport, priority, address, port, "typ", type. */
        Optional<String[]> fields() {
            return Optional.of(text.split(" ")).filter(fields -> fields.length > 7);
        }
    }

    /** Of former credentials, too: an offer that is rolled back brings them back. */
    private final Deque<Candidate> known = new ArrayDeque<>();

    /**
     * The library has found one.
     *
     * @param mid  the media line it is told with
     * @param text as {@code candidate:…}, with the user fragment of its credentials
     */
    public void add(String mid, String text) {
        String fragment = word(text, " ufrag ");
        if (mid != null && !fragment.isEmpty()) {
            known.add(new Candidate(mid, fragment, text.replace(" ufrag " + fragment, "")));
        }
        if (known.size() > LIMIT) {
            known.remove();
        }
    }

    /** The description with those of its candidates that it lacks. */
    public String complete(String sdp) {
        if (known.isEmpty()) {
            return sdp;
        }
        SessionText text = SessionText.parse(sdp);
        return text.withMedia(text.media().stream().map(this::complete).toList()).text();
    }

    private MediaText complete(MediaText media) {
        List<Candidate> lacking = known.stream().filter(candidate -> media.mid().equals(Optional.of(candidate.mid))
                && media.attribute("ice-ufrag").equals(Optional.of(candidate.fragment))
                && !media.candidates().contains(candidate.text)).toList();
        MediaText completed = media.candidates().isEmpty() ? withDefault(media, lacking) : media;
        for (Candidate candidate : lacking) {
            completed = completed.with("a=" + candidate.text);
        }
        return completed;
    }

    /** The default destination is one of the candidates, a relayed one first (RFC 8839 section 4.2.1.2); over IPv4, as the library has it. */
    private static MediaText withDefault(MediaText media, List<Candidate> candidates) {
        return candidates.stream().flatMap(candidate -> candidate.fields().stream())
                .filter(fields -> fields[1].equals("1") && fields[2].equalsIgnoreCase("udp") && !fields[4].contains(":"))
                .min(Comparator.comparing(fields -> BEST.indexOf(fields[7]))).map(fields -> media.at(fields[4], fields[5])).orElse(media);
    }

    private static String word(String text, String label) {
        int start = text.indexOf(label);
        return start < 0 ? "" : text.substring(start + label.length()).split(" ", 2)[0];
    }
}
