/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** Compares the tests written with the tests reported: a container that failed to run any reports success. */
public class AllContainerTestsRanIT {

    private static final Path CLASSES = Path.of("target/test-classes");
    private static final Path REPORTS = Path.of("target/failsafe-reports");
    private static final Pattern TOTAL = Pattern.compile("<testsuite [^>]*?\\btests=\"(\\d+)\"", Pattern.DOTALL);

    @Test
    public void allTestsRanInKaraf() throws Exception {
        compare("org.sipconnector.test.karaf");
    }

    @Test
    public void allTestsRanInFelix() throws Exception {
        compare("org.sipconnector.test.felix");
    }

    private static void compare(String container) throws Exception {
        List<String> classes = testClasses(container);
        assertTrue("there are tests in " + container, !classes.isEmpty());
        for (String name : classes) {
            assertEquals("tests run of " + name, written(name), reported(name));
        }
    }

    private static List<String> testClasses(String container) throws Exception {
        try (Stream<Path> files = Files.list(CLASSES.resolve(container.replace('.', '/')))) {
            return files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith("IT.class"))
                    .map(f -> container + '.' + f.substring(0, f.length() - ".class".length())).sorted().toList();
        }
    }

    private static long written(String name) throws Exception {
        ClassLoader loader = AllContainerTestsRanIT.class.getClassLoader();
        return Arrays.stream(Class.forName(name, false, loader).getMethods()).filter(m -> m.isAnnotationPresent(Test.class)).count();
    }

    private static long reported(String name) throws Exception {
        Path report = REPORTS.resolve("TEST-" + name + ".xml");
        if (!Files.exists(report)) {
            return 0;
        }
        Matcher total = TOTAL.matcher(Files.readString(report));
        return total.find() ? Long.parseLong(total.group(1)) : 0;
    }
}
