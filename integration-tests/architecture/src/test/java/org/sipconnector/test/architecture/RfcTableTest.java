/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents on RFCs and peers name as shown by a test is shown by one that exists. */
class RfcTableTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+))?`");
    private static final Pattern CASES = Pattern.compile("`([\\w-]+\\.case)`");
    private static final Pattern SUPPORTED = Pattern.compile("\\| (yes|partly) \\|");

    private static String document(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve(name));
    }

    /** Sources of tests by class name; some names are used by several bundles. */
    private static Map<String, List<String>> tests() throws IOException {
        Map<String, List<String>> sources = new HashMap<>();
        for (String folder : List.of("bundles", "integration-tests")) {
            for (Path file : WrittenFiles.below(ROOT.resolve(folder))) {
                if (file.toString().contains("src/test/java") && file.toString().endsWith("Test.java")) {
                    String name = file.getFileName().toString().replace(".java", "");
                    sources.computeIfAbsent(name, any -> new ArrayList<>()).add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static Set<String> caseFiles() throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> files = Files.walk(ROOT.resolve(Path.of("integration-tests", "interop", "src", "test", "resources", "cases")))) {
            files.map(path -> path.getFileName().toString()).forEach(names::add);
        }
        return names;
    }

    private static List<String> missing(String document) throws IOException {
        Map<String, List<String>> tests = tests();
        Set<String> cases = caseFiles();
        List<String> missing = new ArrayList<>();
        Matcher named = NAMED.matcher(document);
        while (named.find()) {
            String method = named.group(2) == null ? "class " + named.group(1) : "void " + named.group(2) + '(';
            if (tests.getOrDefault(named.group(1), List.of()).stream().noneMatch(source -> source.contains(method))) {
                missing.add(named.group());
            }
        }
        Matcher file = CASES.matcher(document);
        while (file.find()) {
            if (!cases.contains(file.group(1))) {
                missing.add(file.group());
            }
        }
        return missing;
    }

    @Test
    void everyTestThatTheTableOfRfcsNamesExists() throws IOException {
        assertThat(missing(document("rfc.md"))).isEmpty();
    }

    @Test
    void everyTestThatTheListOfPeersNamesExists() throws IOException {
        assertThat(missing(document("interop.md"))).isEmpty();
    }

    @Test
    void everyRowThatIsSupportedNamesATest() throws IOException {
        assertThat(document("rfc.md").lines().filter(line -> SUPPORTED.matcher(line).find())
                .filter(line -> !NAMED.matcher(line).find() && !CASES.matcher(line).find())).isEmpty();
    }
}
