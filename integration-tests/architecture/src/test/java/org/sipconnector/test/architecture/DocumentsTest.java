/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What documents and sources refer to is in the repository, or is a standard anybody can read. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Set<String> TEXTS = Set.of("java", "md", "xml", "bnd", "sh", "cfg", "properties", "yml", "case");
    // written so that this file does not find itself
    private static final Pattern ELSEWHERE = Pattern.compile(
            "\\bspec/" + "\\d\\d|\\bDESI" + "GN\\b|\\.\\./sha" + "red|/wo" + "rk/|\\b(?:cases|facts)/" + "[a-z-]+\\.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern DOCUMENT = Pattern.compile("\\bdocs/[\\w/-]+\\.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT|Target))\\b");
    private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");

    private static List<Path> texts() throws IOException {
        return WrittenFiles.below(ROOT).stream().filter(file -> {
            String name = file.getFileName().toString();
            return TEXTS.contains(name.substring(name.lastIndexOf('.') + 1));
        }).toList();
    }

    private static List<Path> markdown() throws IOException {
        return texts().stream().filter(file -> file.toString().endsWith(".md")).toList();
    }

    @Test
    void nothingCitesADocumentThatIsNotInTheRepository() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path file : texts()) {
            String text = Files.readString(file);
            ELSEWHERE.matcher(text).results().map(MatchResult::group).forEach(cited -> missing.add(file + " cites " + cited));
            DOCUMENT.matcher(text).results().map(MatchResult::group).filter(cited -> !Files.exists(ROOT.resolve(cited)))
                    .forEach(cited -> missing.add(file + " cites " + cited));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyLinkOfADocumentLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : markdown()) {
            LINK.matcher(Files.readString(file)).results().map(link -> link.group(1))
                    .filter(link -> !link.contains("://") && !leadsSomewhere(file, link))
                    .forEach(link -> broken.add(file + " links to " + link));
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path from, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? from : from.resolveSibling(path);
        return Files.exists(target) && (hash < 0 || headings(target).contains(link.substring(hash + 1)));
    }

    /** The anchors that a page's headings have where Markdown is shown. */
    private static List<String> headings(Path page) {
        try {
            return HEADING.matcher(Files.readString(page)).results().map(heading -> heading.group(1).toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\w\\- ]", "").replace(' ', '-')).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyExampleInADocumentIsPartOfASourceThatIsCompiled() throws IOException {
        String sources = String.join("\n", texts().stream().filter(file -> file.toString().endsWith(".java"))
                .map(DocumentsTest::unindented).toList());
        List<String> loose = new ArrayList<>();
        for (Path file : markdown()) {
            JAVA.matcher(Files.readString(file)).results().map(example -> unindented(example.group(1)))
                    .filter(example -> !sources.contains(example)).forEach(example -> loose.add(file + ":\n" + example));
        }
        assertThat(loose).as("examples that no compiled source has").isEmpty();
    }

    @Test
    void everyTestADocumentNamesIsThere() throws IOException {
        Set<String> classes = texts().stream().map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".java"))
                .map(name -> name.replace(".java", "")).collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        for (Path file : markdown()) {
            TEST.matcher(Files.readString(file)).results().map(named -> named.group(1)).filter(named -> !classes.contains(named))
                    .forEach(named -> missing.add(file + " names " + named));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyBundleHasAPage() {
        assertThat(Bundles.folders()).allSatisfy(bundle -> assertThat(bundle.resolve("README.md")).exists());
    }

    private static String unindented(Path file) {
        try {
            return unindented(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unindented(String text) {
        return String.join("\n", text.lines().map(String::strip).toList());
    }
}
