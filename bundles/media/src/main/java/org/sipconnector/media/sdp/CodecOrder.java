/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.spi.media.CodecPreferences;

/**
 * Reorders the codecs of an incoming offer's media line. An answerer sends what the offer puts first, whatever its own
 * preferences say; so its choice is written into the offer before the library sees it.
 *
 * @param preferred mime types, best first
 * @param excluded  mime types that are taken out; a line never loses its last codec
 */
public record CodecOrder(List<String> preferred, List<String> excluded) {

    private static final Pattern RTPMAP = Pattern.compile("a=rtpmap:(\\d+) ([^/]+)/.*");
    private static final Pattern PAYLOAD_LINE = Pattern.compile("a=(?:rtpmap|fmtp|rtcp-fb):(\\d+) .*");
    private static final Pattern REPAIRED = Pattern.compile("a=fmtp:(\\d+) .*?apt=(\\d+).*");

    public static CodecOrder of(CodecPreferences codecs) {
        return new CodecOrder(codecs.preferredCodecs(), codecs.excludedCodecs());
    }

    public CodecPreferences preferences() {
        return new CodecPreferences(preferred, excluded);
    }

    public boolean isEmpty() {
        return preferred.isEmpty() && excluded.isEmpty();
    }

    public MediaText apply(MediaText line) {
        if (isEmpty() || line.kind().isEmpty()) {
            return line;
        }
        Map<String, String> mimes = mimes(line);
        Map<String, String> repaired = repaired(line);
        List<String> ordered = new ArrayList<>();
        for (int rank = 0; rank <= preferred.size(); rank++) {
            for (String payload : line.payloads()) {
                String governing = repaired.getOrDefault(payload, payload);
                if (rank(mimes.get(governing)) == rank && !excluded(mimes.get(payload))
                        && !excluded(mimes.get(governing))) {
                    ordered.add(payload);
                }
            }
        }
        return ordered.stream().allMatch(repaired::containsKey) ? line : rewritten(line, ordered);
    }

    private MediaText rewritten(MediaText line, List<String> payloads) {
        String[] words = line.lines().get(0).split(" ", 4);
        List<String> lines = new ArrayList<>();
        lines.add(words[0] + " " + words[1] + " " + words[2] + " " + String.join(" ", payloads));
        line.lines().stream().skip(1).filter(other -> {
            Matcher matcher = PAYLOAD_LINE.matcher(other);
            return !matcher.matches() || payloads.contains(matcher.group(1));
        }).forEach(lines::add);
        return new MediaText(lines);
    }

    private int rank(String mime) {
        for (int i = 0; i < preferred.size(); i++) {
            if (preferred.get(i).equalsIgnoreCase(mime)) {
                return i;
            }
        }
        return preferred.size();
    }

    private boolean excluded(String mime) {
        return mime != null && excluded.stream().anyMatch(mime::equalsIgnoreCase);
    }

    private static Map<String, String> mimes(MediaText line) {
        String prefix = line.kind().orElseThrow().name().toLowerCase(Locale.ROOT) + "/";
        Map<String, String> mimes = new HashMap<>();
        line.lines().forEach(text -> group(RTPMAP, text).ifPresent(found -> mimes.put(found.group(1), prefix + found.group(2))));
        return mimes;
    }

    /** Retransmission payloads (RFC 4588) and what they repair. */
    private static Map<String, String> repaired(MediaText line) {
        Map<String, String> repaired = new HashMap<>();
        line.lines().forEach(text -> group(REPAIRED, text).ifPresent(found -> repaired.put(found.group(1), found.group(2))));
        return repaired;
    }

    private static Optional<Matcher> group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }
}
