/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The candidates gathered for a local description (RFC 8839). The library forgets those it finds while it is setting the next
 * description with the same credentials: that one was made before them, and nothing is gathered again.
 */
public final class LocalCandidates {

    private static final int LIMIT = 512;

    /** One candidate, of the line and credentials it was gathered for. */
    private record Candidate(String mid, String fragment, String text) {

        /** Fields: foundation, component, transport, priority, address, port. */
        Optional<String[]> fields() {
            return Optional.of(text.split(" ")).filter(fields -> fields.length > 5);
        }
    }

    private final List<Candidate> known = new ArrayList<>();

    /**
     * The library has found one.
     *
     * @param mid  the media line it is told with
     * @param text as {@code candidate:…}, with the user fragment of its credentials
     */
    public void add(String mid, String text) {
        String fragment = word(text, " ufrag ");
        if (!fragment.isEmpty() && known.size() < LIMIT) {
            known.add(new Candidate(mid, fragment, text.replace(" ufrag " + fragment, "")));
        }
    }

    /** Forgets those of credentials that are no longer in use. */
    public void keep(Set<String> fragments) {
        known.removeIf(candidate -> !fragments.contains(candidate.fragment));
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

    /** The default destination is one of the candidates (RFC 8839 section 4.2.1.2); the library takes IPv4 over UDP, too. */
    private static MediaText withDefault(MediaText media, List<Candidate> candidates) {
        return candidates.stream().flatMap(candidate -> candidate.fields().stream())
                .filter(fields -> fields[2].equalsIgnoreCase("udp") && !fields[4].contains(":"))
                .findFirst().map(fields -> media.at(fields[4], fields[5])).orElse(media);
    }

    private static String word(String text, String label) {
        int start = text.indexOf(label);
        return start < 0 ? "" : text.substring(start + label.length()).split(" ", 2)[0];
    }
}
