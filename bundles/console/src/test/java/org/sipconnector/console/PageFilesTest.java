/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageFilesTest {

    private static final int MOST_BYTES = 200_000;
    private static final Path SOURCES = Path.of("src", "main", "resources", "org", "sipconnector", "console", "page");
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");
    private static final Pattern USED = Pattern.compile("\\bT\\.([a-zA-Z]+)");
    private static final Pattern MADE = Pattern.compile("(?m)^  ([a-zA-Z]+):");

    private final PageFiles files = new PageFiles();

    private String text(String name) {
        return new String(files.others().get(name).content(), UTF_8);
    }

    @Test
    void allThatIsServedIsSmall() {
        long all = files.document().content().length + files.others().values().stream().mapToLong(file -> file.content().length).sum();
        assertThat(all).isLessThan(MOST_BYTES);
    }

    @Test
    void everyFileIsServedAndEveryModuleIsUsed() throws IOException {
        Set<String> there = new TreeSet<>(Set.of("preact.module.js"));
        try (Stream<Path> names = Files.list(SOURCES)) {
            names.map(each -> each.getFileName().toString()).filter(name -> !name.equals(PageFiles.DOCUMENT)).forEach(there::add);
        }
        assertThat(files.others().keySet()).isEqualTo(there);

        Set<String> used = new TreeSet<>(List.of("main.js", "style.css", "icon.svg"));
        there.stream().filter(name -> name.endsWith(".js")).forEach(name -> all(IMPORT, text(name)).forEach(used::add));
        assertThat(used).isEqualTo(there);
    }

    @Test
    void nothingIsInlineOrFromElsewhere() {
        String document = new String(files.document().content(), UTF_8);
        assertThat(document).doesNotContain("<style", "style=", "onload", "http:", "https:").containsOnlyOnce("<script");
        for (Map.Entry<String, PageFile> file : files.others().entrySet()) {
            if (!file.getKey().equals("preact.module.js") && !file.getKey().endsWith(".svg")) {
                assertThat(text(file.getKey())).as(file.getKey()).doesNotContain("http://", "https://", "innerHTML", "dangerouslySet", "eval(");
            }
        }
    }

    @Test
    void everyTextThatIsUsedIsInTheFileOfTexts() {
        Set<String> made = all(MADE, text("texts.js"));
        Set<String> used = new TreeSet<>();
        files.others().keySet().stream().filter(name -> name.endsWith(".js") && !name.startsWith("preact")).forEach(
                name -> used.addAll(all(USED, text(name))));
        assertThat(made).containsAll(used);
        assertThat(used).as("texts that are there and shown nowhere").containsAll(made);
    }

    @Test
    void whereFilesAreChangesWithThem() {
        assertThat(files.place()).isEqualTo(new PageFiles().place()).matches("[0-9a-f]{20}");
        assertThat(PageFile.tag("a".getBytes(UTF_8))).isNotEqualTo(PageFile.tag("b".getBytes(UTF_8)));
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        for (Matcher each = pattern.matcher(text); each.find();) {
            found.add(each.group(1));
        }
        return found;
    }
}
