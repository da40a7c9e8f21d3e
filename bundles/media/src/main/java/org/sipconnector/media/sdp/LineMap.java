/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sipconnector.api.media.MediaKind;

/**
 * The media lines agreed with the other side and where each is in what the library sees. The library gets only lines it
 * can serve, with mids, in the order they first came; the other side gets its own lines in its order, those we cannot
 * serve refused (RFC 3264 section 6, RFC 8829 section 5.3.1).
 *
 * @param lines   in the other side's order
 * @param grouped whether the other side bundles
 */
public record LineMap(List<MappedLine> lines, boolean grouped) {

    public static final LineMap EMPTY = new LineMap(List.of(), false);

    private static final Pattern MID = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`{|}~-]{1,16}");
    private static final String PROTOCOL = "UDP/TLS/RTP/SAVPF";
    /** The library makes a transceiver of each: far more than a conference shows, far fewer than fit into a message. */
    private static final int MOST_LINES = 128;

    public LineMap {
        lines = List.copyOf(lines);
    }

    /** Reads the first offer of the other side. */
    public Reading offer(SessionText came, KnownFormats formats) {
        return offer(came, formats, Map.of(), false);
    }

    /**
     * Reads the other side's offer.
     *
     * @param used    the mids that the library ever had, and for what: it ends the process over one that comes back for another kind
     * @param renewed whether it is another party's, whose mids say nothing of the lines before
     * @throws IllegalArgumentException when none of its lines can be served, or it is no successor of what was agreed
     */
    public Reading offer(SessionText came, KnownFormats formats, Map<String, MediaKind> used, boolean renewed) {
        if (came.media().size() < lines.size()) {
            throw new IllegalArgumentException("the offer has " + came.media().size() + " media lines after " + lines.size()
                    + ", and lines cannot go (RFC 3264 section 8)");
        }
        if (came.media().size() > MOST_LINES) {
            throw new IllegalArgumentException(
                    "the offer has " + came.media().size() + " media lines, more than the " + MOST_LINES + " that are read");
        }
        if (came.media().isEmpty()) {
            throw new IllegalArgumentException("the offer has no media line");
        }
        LineReader reader = new LineReader(came, formats, "actpass");
        Names names = new Names(came, used);
        int next = (int) lines.stream().filter(MappedLine::known).count();
        List<MappedLine> read = new ArrayList<>();
        Map<Integer, MediaText> sections = new TreeMap<>();
        for (int i = 0; i < came.media().size(); i++) {
            MediaText line = came.media().get(i);
            Optional<MappedLine> former = i < lines.size() ? Optional.of(lines.get(i)).filter(MappedLine::known) : Optional.empty();
            Optional<MediaText> usable = reader.read(line).filter(text -> former.filter(MappedLine::open)
                    .filter(known -> !(renewed ? known.kind().equals(line.kind()) : goesOn(known, line))).isEmpty());
            if (usable.isPresent()) {
                MappedLine now = new MappedLine(words(line), former.isPresent() ? former.get().place() : next++, line.kind(),
                        former.filter(known -> known.open() || same(known, line)).map(MappedLine::mid).orElseGet(() -> names.mid(line)), line.mid(),
                        true);
                read.add(now);
                sections.put(now.place(), LineReader.known(usable.get(), line.mid(), now.mid()));
            } else {
                MappedLine now = former.map(known -> new MappedLine(words(line), known.place(), known.kind(), known.mid(), line.mid(), false))
                        .orElseGet(() -> new MappedLine(words(line), -1, Optional.empty(), "", line.mid(), false));
                read.add(now);
                former.ifPresent(known -> sections.put(known.place(), rejected(known)));
            }
        }
        if (read.stream().noneMatch(MappedLine::open) && came.media().stream().anyMatch(line -> !line.rejected())) {
            throw new IllegalArgumentException("no media line of the offer can be used: " + reader.reasons());
        }
        giveWay(read, sections, names);
        return reading(came, read, sections);
    }

    /** A refused line whose mid is that of another line by now takes another: mids are in RTP packets, and those must match. */
    private static void giveWay(List<MappedLine> read, Map<Integer, MediaText> sections, Names names) {
        Set<String> open = read.stream().filter(MappedLine::open).map(MappedLine::mid).collect(Collectors.toSet());
        for (int i = 0; i < read.size(); i++) {
            MappedLine line = read.get(i);
            if (line.known() && !line.open() && open.contains(line.mid())) {
                MappedLine renamed = new MappedLine(line.media(), line.place(), line.kind(), names.free("0"), line.theirMid(), false);
                read.set(i, renamed);
                sections.put(line.place(), rejected(renamed));
            }
        }
    }

    public boolean hasOpenLines() {
        return lines.stream().anyMatch(MappedLine::open);
    }

    /** Reads the other side's answer; a line it leaves out, or answers with nothing we know, counts as refused. */
    public Reading answer(SessionText came, KnownFormats formats) {
        LineReader reader = new LineReader(came, formats, "active");
        List<MappedLine> read = new ArrayList<>();
        Map<Integer, MediaText> sections = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            MappedLine offered = lines.get(i);
            Optional<MediaText> line = i < came.media().size() ? Optional.of(came.media().get(i)) : Optional.empty();
            Optional<String> mid = line.flatMap(MediaText::mid);
            Optional<MediaText> usable = line.filter(text -> offered.open() && text.kind().equals(offered.kind())).flatMap(reader::read);
            read.add(usable.isPresent()
                    ? new MappedLine(offered.media(), offered.place(), offered.kind(), offered.mid(), mid, true)
                    : offered.closed(mid));
            if (offered.known()) {
                sections.put(offered.place(), usable.map(text -> LineReader.known(text, mid, offered.mid())).orElseGet(() -> rejected(offered)));
            }
        }
        Reading answer = reading(came, read, sections);
        List<String> places = sections.values().stream().flatMap(line -> line.mid().stream()).toList();
        // in the order of our offer, whose first line has the transport, whatever order its author knows
        return answer.with(new SessionText(BundleText.ordered(answer.text().head(), places), answer.text().media()));
    }

    /** Our offer as the other side gets it: with the lines it knows in its order and under its mids, new ones after them. */
    public Writing ourOffer(SessionText local) {
        List<MappedLine> written = new ArrayList<>(lines);
        for (int place = 0; place < local.media().size(); place++) {
            MediaText section = local.media().get(place);
            int index = indexOf(place) >= 0 ? indexOf(place) : reusable(written, section);
            String mid = section.mid().orElse("");
            if (index < 0) {
                written.add(new MappedLine(words(section), place, section.kind(), mid, section.mid(), !section.rejected()));
            } else {
                List<String> words = words(section);
                MappedLine known = written.get(index);
                // what was said of a line that was refused may be why it was
                List<String> media = List.of(words.get(0), known.open() ? known.media().get(1) : words.get(1), words.get(2));
                written.set(index, new MappedLine(media, place, section.kind(), mid,
                        known.open() ? known.theirMid().or(section::mid) : section.mid(), !section.rejected()));
            }
        }
        LineMap map = new LineMap(written, grouped);
        return new Writing(map, map.underTheirNames(map.text(local, local.head(), true)));
    }

    /** The open lines' names at the library and at the other side, where it has others that can be told. */
    public Map<String, String> names() {
        Set<String> ours = lines.stream().map(MappedLine::mid).collect(Collectors.toSet());
        Map<String, String> names = names(name -> true);
        return Set.copyOf(names.values()).size() == names.size() ? names : names(name -> !ours.contains(name));
    }

    private Map<String, String> names(Predicate<String> told) {
        Map<String, String> names = new LinkedHashMap<>();
        lines.stream().filter(MappedLine::open).forEach(line -> names.put(line.mid(),
                line.theirMid().filter(name -> MID.matcher(name).matches()).filter(told).orElse(line.mid())));
        return names;
    }

    /** A line that the other side has renamed goes by that name, as browsers demand (RFC 8829 section 5.8). */
    public SessionText underTheirNames(SessionText ours) {
        Map<String, String> names = names();
        if (names.entrySet().stream().allMatch(name -> name.getKey().equals(name.getValue()))) {
            return ours;
        }
        List<String> head = new ArrayList<>(ours.head().stream().filter(line -> !BundleText.isGroup(line)).toList());
        head.addAll(BundleText.lines(BundleText.renamed(BundleText.groups(ours.head()), names)));
        return new SessionText(head, ours.media().stream().map(line -> renamed(line, names)).toList());
    }

    private static MediaText renamed(MediaText line, Map<String, String> names) {
        if (line.rejected()) {
            return line.mid().filter(names::containsValue).isPresent() ? LineReader.named(line, "") : line;
        }
        return line.mid().filter(names::containsKey).map(mid -> LineReader.known(line, Optional.of(mid), names.get(mid))).orElse(line);
    }

    /** Our answer as the other side gets it: each of its lines in order, named and grouped as it does. */
    public Writing ourAnswer(SessionText local) {
        List<MappedLine> written = lines.stream().map(line -> line.open() && local.media().get(line.place()).rejected()
                ? line.closed(line.theirMid())
                : line).toList();
        LineMap map = new LineMap(written, grouped);
        Map<String, String> names = new HashMap<>();
        written.stream().filter(MappedLine::open).forEach(line -> line.theirMid().ifPresent(name -> names.put(line.mid(), name)));
        List<String> head = new ArrayList<>(local.head().stream().filter(line -> !BundleText.isGroup(line)).toList());
        if (grouped) {
            head.addAll(BundleText.lines(BundleText.renamed(BundleText.groups(local.head()), names)));
        }
        return new Writing(map, map.text(local, head, false));
    }

    /** What the library saw, with all lines of the other side: it can be read again by a map that knows nothing yet. */
    public SessionText complete(SessionText seen) {
        return text(seen, seen.head(), true);
    }

    private SessionText text(SessionText local, List<String> head, boolean ourNames) {
        return new SessionText(head, lines.stream().map(line -> {
            if (!line.known() || line.place() >= local.media().size() || !line.open() && !ourNames) {
                // in an offer of ours its mid may be that of another line by now
                return line.refused(ourNames ? Optional.empty() : line.theirMid());
            }
            MediaText section = LineReader.withProtocol(local.media().get(line.place()), line.media().get(1));
            return ourNames ? section : LineReader.named(section, line.theirMid().orElse(""));
        }).toList());
    }

    private Reading reading(SessionText came, List<MappedLine> read, Map<Integer, MediaText> sections) {
        Map<String, String> names = new LinkedHashMap<>();
        read.stream().filter(MappedLine::open).forEach(line -> line.theirMid().ifPresent(name -> names.putIfAbsent(name, line.mid())));
        List<List<String>> theirs = BundleText.groups(came.head());
        List<List<String>> groups = BundleText.renamed(theirs, names);
        List<String> head = new ArrayList<>(LineReader.head(came));
        head.addAll(BundleText.lines(groups));
        List<MediaText> media = RtpIdentifiers.fitting(BundleText.muxedAlike(sections.values(), groups), groups);
        Set<String> open = read.stream().filter(MappedLine::open).map(MappedLine::mid).collect(Collectors.toSet());
        return new Reading(new LineMap(read, !theirs.isEmpty()), new SessionText(head, media),
                groups.size() == 1 && Set.copyOf(groups.get(0)).equals(open),
                media.stream().filter(line -> !line.rejected()).allMatch(MediaText::muxed));
    }

    /** Also under a new mid, as a line has when another party took the place of the first, if no other line has it. */
    private boolean goesOn(MappedLine known, MediaText line) {
        return same(known, line) || known.kind().equals(line.kind())
                && lines.stream().noneMatch(other -> other.open() && other.theirMid().equals(line.mid()));
    }

    private static boolean same(MappedLine known, MediaText line) {
        return known.kind().equals(line.kind())
                && (line.mid().isEmpty() || known.theirMid().isEmpty() || line.mid().equals(known.theirMid()));
    }

    private int indexOf(int place) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).place() == place) {
                return i;
            }
        }
        return -1;
    }

    /** A refused line of the other side that a new one of ours may take the place of (RFC 8829 section 5.2.2). */
    private static int reusable(List<MappedLine> lines, MediaText section) {
        List<String> words = words(section);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).known() && lines.get(i).media().subList(0, 2).equals(words.subList(0, 2))) {
                return i;
            }
        }
        return -1;
    }

    private static MediaText rejected(MappedLine line) {
        String kind = line.kind().orElse(MediaKind.AUDIO) == MediaKind.AUDIO ? "audio" : "video";
        return new MediaText(List.of("m=" + kind + " 0 " + PROTOCOL + " 0", MappedLine.NO_ADDRESS, "a=inactive", "a=mid:" + line.mid()));
    }

    /** Kind, protocol and formats of an {@code m=} line. */
    private static List<String> words(MediaText line) {
        String[] words = line.lines().get(0).substring(2).trim().split(" +", 4);
        return List.of(words[0], words.length > 2 ? words[2] : PROTOCOL, words.length > 3 ? words[3] : "0");
    }

    /** Finds mids for lines that have none that can be used. */
    private final class Names {

        private final Set<String> taken;
        private final Map<String, MediaKind> used;

        Names(SessionText came, Map<String, MediaKind> used) {
            this.used = used;
            taken = lines.stream().filter(MappedLine::open).map(MappedLine::mid).collect(Collectors.toSet());
            List<String> theirs = came.media().stream().flatMap(line -> line.mid().stream()).toList();
            if (Set.copyOf(theirs).size() < theirs.size()) {
                throw new IllegalArgumentException("a mid is repeated (RFC 9143 section 5)");
            }
        }

        /** Never one that a line of another kind had: the library would end the process. */
        String mid(MediaText line) {
            lines.stream().filter(known -> known.known() && !known.kind().equals(line.kind())).forEach(known -> taken.add(known.mid()));
            used.forEach((mid, kind) -> {
                if (!line.kind().equals(Optional.of(kind))) {
                    taken.add(mid);
                }
            });
            return free(line.mid().filter(mid -> MID.matcher(mid).matches()).orElse("0"));
        }

        String free(String first) {
            String wanted = first;
            for (int i = 0; !taken.add(wanted); i++) {
                wanted = Integer.toString(i);
            }
            return wanted;
        }
    }
}
