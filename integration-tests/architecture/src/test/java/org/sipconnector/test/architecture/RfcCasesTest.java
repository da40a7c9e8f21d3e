/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each row of docs/rfc.md that says yes or partly is tried by three cases at least. A case names its section in its title,
 * or in a line {@code rfc NUMBER SECTION} below it; a test method names it in the comment above it.
 */
class RfcCasesTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final int ENOUGH = 3;
    private static final Pattern IN_TITLE = Pattern.compile("RFC (\\d{4}) (\\d[\\d.]*):");
    private static final Pattern IN_HEADER = Pattern.compile("rfc (\\d{4}) (\\d[\\d.]*)");
    private static final Pattern IN_COMMENT = Pattern.compile("RFC (\\d{4}),? (?:section )?(\\d+(?:\\.\\d+)*)");
    private static final Pattern COMMENTED_TEST =
            Pattern.compile("/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\s+@(?:Test|ParameterizedTest|TestFactory|Property)");
    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| (?:yes|partly) \\|.*");
    private static final Pattern NUMBERED = Pattern.compile("\\b(\\d{4})\\b(?: (\\d+(?:\\.\\d+)*)\\b)?");
    private static final Pattern SECTION = Pattern.compile("\\d+(?:\\.\\d+)*");

    private record Section(String rfc, String number) {

        boolean within(Section other) {
            return rfc.equals(other.rfc) && (other.number.isEmpty() || (number + '.').startsWith(other.number + '.'));
        }
    }

    private static Section section(MatchResult found) {
        return new Section(found.group(1), found.group(2) == null ? "" : found.group(2).replaceAll("\\.$", ""));
    }

    private static List<Path> files(String folder, String part, String end) throws IOException {
        return WrittenFiles.below(ROOT.resolve(folder)).stream().filter(path -> path.toString().contains(part) && path.toString().endsWith(end))
                .toList();
    }

    /** What each case and each test names; one that names two counts for both. */
    private static List<Section> tried() throws IOException {
        List<Section> tried = new ArrayList<>();
        for (Path file : files("integration-tests/interop", "src/test/resources/cases", ".case")) {
            for (String line : Files.readAllLines(file)) {
                Matcher named = line.startsWith("case ") ? IN_TITLE.matcher(line) : line.startsWith("rfc ") ? IN_HEADER.matcher(line) : null;
                while (named != null && named.find()) {
                    tried.add(section(named));
                }
            }
        }
        for (String folder : List.of("bundles", "integration-tests")) {
            for (Path file : files(folder, "src/test/java", "Test.java")) {
                COMMENTED_TEST.matcher(Files.readString(file)).results()
                        .flatMap(comment -> IN_COMMENT.matcher(comment.group(1)).results().map(RfcCasesTest::section).distinct())
                        .forEach(tried::add);
            }
        }
        return tried;
    }

    /** The sections a row is about: those it begins with, of RFC 3261 where it names no other. */
    private static List<Section> about(String row, String heading) {
        if (heading.startsWith("RFC 3261")) {
            return SECTION.matcher(row).results().limit(1).map(found -> new Section("3261", found.group())).toList();
        }
        return NUMBERED.matcher(row).results().map(RfcCasesTest::section).toList();
    }

    @Test
    void everyRowThatIsSupportedIsTriedByThreeCases() throws IOException {
        List<Section> tried = tried();
        List<String> few = new ArrayList<>();
        String heading = "";
        for (String line : Files.readAllLines(ROOT.resolve("docs").resolve("rfc.md"))) {
            heading = line.startsWith("## ") ? line.substring(3) : heading;
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                List<Section> about = about(row.group(1), heading);
                assertThat(about).as("sections that '%s' names", row.group(1)).isNotEmpty();
                long count = tried.stream().filter(one -> about.stream().anyMatch(one::within)).count();
                if (count < ENOUGH) {
                    few.add(row.group(1) + ": " + count);
                }
            }
        }
        assertThat(few).as("rows tried by fewer than %d cases", ENOUGH).isEmpty();
    }

    @Test
    void everyCaseNamesItsSection() throws IOException {
        for (Path file : files("integration-tests/interop", "src/test/resources/cases", ".case")) {
            assertThat(Files.readAllLines(file).stream().filter(line -> line.startsWith("case ")))
                    .as(file.getFileName().toString()).allMatch(line -> IN_TITLE.matcher(line).find());
        }
    }
}
