/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ExhaustedProcess} runs into its limits: it says so in one line, takes no new call, keeps the one it has, and heals. */
class ExhaustedProcessTest {

    private static final int MINUTES = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"files", "heap"})
    void whatIsUpGoesOnAndNothingBeginsUntilThereIsEnoughAgain(String what) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: limits are set by a shell");
        Path log = folder.resolve("log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder("/bin/sh", "-c", "ulimit -n 512; exec \"$0\" \"$@\"", java, "-Xmx64m", "-XX:+UseSerialGC", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), ExhaustedProcess.class.getName(), what)
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("the process ends").isTrue();
            String said = Files.readString(log, StandardCharsets.ISO_8859_1);
            assertThat(process.exitValue()).as(said).isZero();
            assertThat(said.lines().filter(line -> line.contains("no new call until then"))).as("one line of it: " + said).hasSize(1);
        } finally {
            process.destroyForcibly();
        }
    }
}
