package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table that fits the width of a terminal: cells of the widest columns are wrapped between words. */
final class Listing {

    private static final String GAP = "  ";
    private static final int NARROWEST = 8;

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
        all.forEach(row -> lines(row, widths).forEach(out::println));
    }

    private int[] widths(List<List<String>> all, int width) {
        int[] widths = new int[titles.size()];
        all.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        int free = width - GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).sum() > free) {
            int widest = 0;
            for (int column = 1; column < widths.length; column++) {
                widest = widths[column] >= widths[widest] ? column : widest;
            }
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
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
            lines.add(text.toString().stripTrailing());
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
            int end = space > width / 3 || wordFits ? space : width;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /** A sentence, wrapped to the width with what follows the first line indented. */
    static void sentence(PrintStream out, int width, String text) {
        out.println(wrap(Printable.line(text), width - GAP.length()).stream().collect(Collectors.joining("\n" + GAP)));
    }
}
