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
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What must not stand in a source, and how long one may be. */
class SourceFilesTest {

    private static final int LONGEST = 500;
    // written so that this file does not find itself
    private static final Pattern SLEEP = Pattern.compile("Thread\\.s" + "leep|TimeUnit\\.\\w+\\.s" + "leep");
    private static final Pattern UNFINISHED = Pattern.compile("\\bTO" + "DO\\b|\\bFIX" + "ME\\b|@Dis" + "abled|@Ig" + "nore\\b");

    /** An error in a line for operators that is not put in words for them; a client's own code is named by its class. */
    private static final Pattern WORDLESS = Pattern.compile(
            "LOG\\.(?:info|warn|error)\\([^;]*?(?:toString\\(\\)|getMessage\\(\\)|(?<!listener|decider)\\.getClass\\(\\))");

    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?!static)([\\w.]+)\\.(\\w+);$");

    private static List<Path> sources(String below) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path root : List.of(Path.of("..", "..", "bundles"), Path.of("..", "..", "integration-tests"))) {
            WrittenFiles.below(root).stream().filter(file -> file.toString().endsWith(".java") && file.toString().contains(below))
                    .forEach(found::add);
        }
        return found;
    }

    private static List<String> lines(List<Path> files, Pattern pattern) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (pattern.matcher(line).find()) {
                    found.add(file + ":" + number + " " + line.strip());
                }
            }
        }
        return found;
    }

    @Test
    void noTestSleeps() throws IOException {
        assertThat(lines(sources("/src/test/"), SLEEP)).isEmpty();
    }

    /** ErrorText and FailureText say the cause and the next step, and no name of a Java class. */
    @Test
    void errorsInTheLogAreInWordsForOperators() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources("/src/main/")) {
            WORDLESS.matcher(Files.readString(file)).results().forEach(match -> found.add(file + ": " + match.group()));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyImportIsUsed() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources("")) {
            String source = Files.readString(file);
            String rest = IMPORT.matcher(source).replaceAll("");
            IMPORT.matcher(source).results().filter(named -> !Pattern.compile("(?<![\\w.])" + named.group(2) + "\\b").matcher(rest).find())
                    .forEach(named -> found.add(file + ": " + named.group()));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void nothingIsLeftForLaterOrSwitchedOff() throws IOException {
        assertThat(lines(sources(""), UNFINISHED)).isEmpty();
    }

    @Test
    void everyBundleIsBuiltAndInAFeature() throws IOException {
        String modules = Files.readString(Bundles.FOLDER.resolve("pom.xml"));
        String features = Files.readString(Path.of("..", "..", "features", "sip-connector", "src", "main", "feature",
                "feature.xml"));
        for (Path folder : Bundles.folders()) {
            String name = folder.getFileName().toString();
            assertThat(modules).contains("<module>" + name + "</module>");
            if (!name.startsWith("media-native-")) {
                assertThat(features).contains("/org.sipconnector." + name + "/");
            }
        }
    }

    @Test
    void noSourceIsTooLongToRead() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources("/src/main/")) {
            long lines = Files.readAllLines(file).size();
            if (lines > LONGEST) {
                tooLong.add(file + " has " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void everyTypeOfTheProductHasANameOfItsOwn() throws IOException {
        Map<String, Path> named = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (Path file : sources("/src/main/")) {
            if (file.startsWith(Bundles.FOLDER) && !file.endsWith("package-info.java")) {
                Path other = named.put(file.getFileName().toString(), file);
                if (other != null) {
                    twice.add(other + " and " + file);
                }
            }
        }
        assertThat(twice).isEmpty();
    }
}
