/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.api.media.MediaKind;

/**
 * The payload formats the library knows, and what a media line has in common with them (RFC 3264 section 6, RFC 8866
 * section 6.6). What it does not know is taken out before it sees it.
 *
 * @param formats all that it can send or receive, and how it spells their names
 */
public record KnownFormats(Map<Format, String> formats) {

    /** A payload format as its mapping writes it, the name in small letters. */
    public record Format(MediaKind kind, String name, int clockRate, int channels) {

        public static Format of(MediaKind kind, String name, int clockRate, int channels) {
            return new Format(kind, name.toLowerCase(Locale.ROOT), clockRate, Math.max(1, channels));
        }
    }

    /** Formats that carry nothing by themselves: events, comfort noise, repair. */
    private static final Set<String> ACCOMPANYING = Set.of("telephone-event", "cn", "rtx", "red", "ulpfec", "flexfec-03");
    private static final Map<String, String> STATIC = Map.of("0", "PCMU/8000", "8", "PCMA/8000", "9", "G722/8000", "13", "CN/8000");
    private static final Pattern RTPMAP = Pattern.compile("a=rtpmap:(\\d{1,3}) +([^/\\s]+)/(\\d{1,9})(?:/(\\d{1,2}))?\\s*");
    private static final Pattern FMTP = Pattern.compile("a=fmtp:(\\d{1,3}) +(\\S.*)");
    private static final Pattern FEEDBACK = Pattern.compile("a=rtcp-fb:(\\d{1,3}|\\*) +\\S.*");
    private static final Pattern REPAIRED = Pattern.compile("(?:.*;)?\\s*apt=(\\d{1,3})\\s*(?:;.*)?");
    private static final Pattern REDUNDANT = Pattern.compile("\\d{1,3}(/\\d{1,3}){0,31}");
    /** Numbers for formats that have none of their own (RFC 3551 section 3, of those below 96 what RTCP does not use). */
    private static final Pattern DYNAMIC = Pattern.compile("3[5-9]|[45]\\d|6[0-5]|9[6-9]|1[01]\\d|12[0-7]");

    public KnownFormats {
        formats = Map.copyOf(formats);
    }

    /** The line with only the formats the library knows too; empty when none of them carries media. */
    public Optional<MediaText> common(MediaText line) {
        if (line.kind().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        line.lines().stream().map(FMTP::matcher).filter(Matcher::matches)
                .forEach(found -> parameters.putIfAbsent(found.group(1), found.group(2)));
        Map<String, Format> known = known(line);
        Set<String> media = new LinkedHashSet<>();
        known.forEach((payload, format) -> {
            if (!ACCOMPANYING.contains(format.name())) {
                media.add(payload);
            }
        });
        known.keySet().removeIf(payload -> !media.contains(payload) && !accompanies(known.get(payload), parameters.get(payload), media));
        return media.isEmpty() ? Optional.empty() : Optional.of(written(line, known));
    }

    private static boolean accompanies(Format format, String parameters, Set<String> media) {
        return switch (format.name()) {
            case "rtx" -> {
                Matcher repaired = REPAIRED.matcher(parameters == null ? "" : parameters);
                yield repaired.matches() && media.contains(repaired.group(1));
            }
            case "red" -> parameters == null || format.kind() == MediaKind.VIDEO
                    || REDUNDANT.matcher(parameters).matches() && media.containsAll(List.of(parameters.split("/")));
            default -> true;
        };
    }

    private Map<String, Format> known(MediaText line) {
        MediaKind kind = line.kind().orElseThrow();
        Map<String, Format> mapped = new HashMap<>();
        STATIC.forEach((payload, mapping) -> mapped.put(payload, format(kind, mapping.split("/"))));
        Set<String> told = new LinkedHashSet<>();
        line.lines().stream().map(RTPMAP::matcher).filter(Matcher::matches).filter(found -> told.add(found.group(1)))
                .forEach(found -> mapped.put(found.group(1), format(kind, found.group(2), found.group(3), found.group(4))));
        Map<String, Format> known = new LinkedHashMap<>();
        for (String payload : line.payloads()) {
            Format format = mapped.get(payload);
            if (format != null && numbered(payload, format) && (formats.containsKey(format) || format.name().equals("rtx"))) {
                known.putIfAbsent(payload, format);
            }
        }
        return known;
    }

    /** The library knows a format that has a number of its own by that alone, and any other where numbers are free. */
    private static boolean numbered(String payload, Format format) {
        return STATIC.entrySet().stream().filter(entry -> format(format.kind(), entry.getValue().split("/")).equals(format)).findFirst()
                .map(entry -> entry.getKey().equals(payload)).orElseGet(() -> DYNAMIC.matcher(payload).matches());
    }

    /** What telephones often write wrongly is taken for what they mean: Opus has two channels, G.722 a clock of 8000. */
    private static Format format(MediaKind kind, String... parts) {
        int rate = Integer.parseInt(parts[1]);
        int channels = parts.length > 2 && parts[2] != null ? Integer.parseInt(parts[2]) : 1;
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "opus" -> Format.of(kind, parts[0], rate, 2);
            case "g722" -> Format.of(kind, parts[0], 8000, channels);
            default -> Format.of(kind, parts[0], rate, channels);
        };
    }

    private MediaText written(MediaText line, Map<String, Format> known) {
        String[] words = line.lines().get(0).split(" +", 4);
        List<String> lines = new ArrayList<>();
        lines.add(words[0] + " " + words[1] + " " + words[2] + " " + String.join(" ", known.keySet()));
        known.forEach(
                (payload, format) -> lines.add("a=rtpmap:" + payload + " " + formats.getOrDefault(format, format.name()) + "/" + format.clockRate()
                        + (format.channels() > 1 ? "/" + format.channels() : "")));
        line.lines().stream().skip(1).filter(text -> !text.startsWith("a=rtpmap:") && belongs(text, known)).forEach(lines::add);
        return new MediaText(lines);
    }

    private static boolean belongs(String text, Map<String, Format> known) {
        if (text.startsWith("a=fmtp:")) {
            Matcher found = FMTP.matcher(text);
            return found.matches() && known.containsKey(found.group(1));
        }
        if (text.startsWith("a=rtcp-fb:")) {
            Matcher found = FEEDBACK.matcher(text);
            return found.matches() && (found.group(1).equals("*") || known.containsKey(found.group(1)));
        }
        return true;
    }
}
