/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sipconnector.api.masking.Printable;

/**
 * A table that fits the width of a terminal: cells of the widest columns are wrapped between words. Where that leaves words
 * broken, each row is a block of lines instead.
 */
final class Listing {

    private static final String GAP = "  ";
    private static final char UNBROKEN = '\u00a0';
    private static final int NARROWEST = 8;
    /** Where a long name may be broken: between words, before a capital in it, and after what joins its parts. */
    private static final Pattern PART = Pattern.compile(" |(?<=[a-z])(?=[A-Z])|(?<=[./:@_-])(?=[A-Za-z])");

    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();

    /** With a line of titles; without one when there are only two columns without titles. */
    Listing(String... titles) {
        this.titles = List.of(titles);
    }

    Listing row(Object... cells) {
        rows.add(Arrays.stream(cells).map(cell -> Printable.line(String.valueOf(cell))).toList());
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(PrintStream out, int width) {
        if (rows.isEmpty()) {
            return;
        }
        List<List<String>> all = new ArrayList<>();
        if (titles.stream().anyMatch(title -> !title.isEmpty())) {
            all.add(titles.stream().map(title -> title.toUpperCase(Locale.ROOT)).toList());
        }
        all.addAll(rows);
        int[] widths = widths(all, width);
        if (titles.size() > 2 && broken(all, widths)) {
            blocks(out, width);
            return;
        }
        all.forEach(row -> lines(row, widths).forEach(out::println));
    }

    /** Words stay whole as long as there is room for them in any way, then the parts of names, and times and numbers. */
    private int[] widths(List<List<String>> all, int width) {
        int[] widths = new int[titles.size()];
        all.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        int free = width - GAP.length() * (widths.length - 1);
        int[] words = new int[widths.length];
        for (int column = 0; column < words.length; column++) {
            int at = column;
            words[column] = Math.max(NARROWEST, all.stream().flatMap(row -> Arrays.stream(row.get(at).split(" ")))
                    .mapToInt(String::length).max().orElse(0));
        }
        narrow(widths, words, free);
        narrow(widths, parts(all, widths.length), free);
        int[] narrowest = new int[widths.length];
        Arrays.fill(narrowest, NARROWEST);
        narrow(widths, narrowest, free);
        return widths;
    }

    private static int[] parts(List<List<String>> all, int columns) {
        int[] parts = new int[columns];
        for (int column = 0; column < columns; column++) {
            int at = column;
            parts[column] = Math.max(NARROWEST, all.stream().flatMap(row -> PART.splitAsStream(row.get(at)))
                    .mapToInt(String::length).max().orElse(0));
        }
        return parts;
    }

    private static boolean broken(List<List<String>> all, int[] widths) {
        int[] parts = parts(all, widths.length);
        return IntStream.range(0, widths.length).anyMatch(column -> widths[column] < parts[column]
                && all.stream().map(row -> row.get(column).length()).anyMatch(length -> length > widths[column]));
    }

    private void blocks(PrintStream out, int width) {
        String between = "";
        for (List<String> row : rows) {
            out.print(between);
            Listing block = new Listing("", "");
            for (int column = 0; column < row.size(); column++) {
                if (!row.get(column).isEmpty()) {
                    block.row(titles.get(column), row.get(column));
                }
            }
            block.print(out, width);
            between = System.lineSeparator();
        }
    }

    /** Takes from the widest column that is not as narrow as it may be, until all fit. */
    private static void narrow(int[] widths, int[] narrowest, int free) {
        while (Arrays.stream(widths).sum() > free) {
            int widest = -1;
            for (int column = 0; column < widths.length; column++) {
                if (widths[column] > narrowest[column] && (widest < 0 || widths[column] >= widths[widest])) {
                    widest = column;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    /** A text whose words stay beside each other, such as a date and a time. */
    static String unbroken(String text) {
        return text.replace(' ', UNBROKEN);
    }

    private static List<String> lines(List<String> row, int[] widths) {
        List<List<String>> cells = new ArrayList<>();
        for (int column = 0; column < widths.length; column++) {
            cells.add(wrap(row.get(column), widths[column]));
        }
        int height = cells.stream().mapToInt(List::size).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = line < cells.get(column).size() ? cells.get(column).get(line) : "";
                text.append(column == 0 ? "" : GAP).append(cell).append(" ".repeat(Math.max(0, widths[column] - cell.length())));
            }
            lines.add(text.toString().replace(UNBROKEN, ' ').stripTrailing());
        }
        return lines;
    }

    /** Lines of at most the width, broken between words where that is possible. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int wordEnd = rest.indexOf(' ', space + 1) < 0 ? rest.length() : rest.indexOf(' ', space + 1);
            boolean wordFits = space > 0 && wordEnd - space - 1 <= width;
            int end = space > width / 3 || wordFits ? space : lastPart(rest, width);
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** Where the last part of a name that fits ends, else the width: then a part is longer than a line. */
    private static int lastPart(String text, int width) {
        // what is behind the line is not looked through: a word may be of any length
        Matcher part = PART.matcher(text).region(0, Math.min(text.length(), width + 1)).useTransparentBounds(true);
        int end = -1;
        while (part.find() && part.start() <= width) {
            end = part.start();
        }
        return end > width / 3 ? end : width;
    }

    /** A sentence, wrapped to the width with what follows the first line indented. */
    static void sentence(PrintStream out, int width, String text) {
        out.println(wrap(Printable.line(text), width - GAP.length()).stream().collect(Collectors.joining("\n" + GAP)));
    }
}
