/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@link ExhaustedProcess} runs into its limits: it says so in one line, takes no new call where calls need what is short, keeps
 * the one it has, and heals. The disk and the number of threads are limited where root may do so, the clock is set where libfaketime
 * is.
 */
class ExhaustedProcessTest {

    private static final int MINUTES = 3;
    private static final String THEN = " exec \"$0\" \"$@\"";
    private static final String OTHER_USER = "setpriv --reuid=61111 --regid=61111 --clear-groups --inh-caps=-all,+dac_override"
            + " --ambient-caps=-all,+dac_override prlimit --nproc=120 ";
    private static final String OWN_MOUNTS = "unshare -m sh -c ";
    private static final Path FAKETIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");

    @TempDir
    Path folder;

    /** What a shell does before it becomes the process. */
    private String limits(String what) throws Exception {
        return switch (what) {
            case "threads" -> {
                permitted(OTHER_USER + "true");
                yield "exec " + OTHER_USER + "\"$0\" \"$@\"";
            }
            case "disk" -> {
                permitted(OWN_MOUNTS + "'mount -t tmpfs tmpfs " + folder + "'");
                yield "exec " + OWN_MOUNTS + "'mount -t tmpfs -o size=48m tmpfs " + folder + " &&" + THEN + "' \"$0\" \"$@\"";
            }
            case "clock" -> {
                Assumptions.assumeTrue(Files.exists(FAKETIME), "skipped: libfaketime is not installed");
                Files.writeString(folder.resolve("clock"), "+0");
                yield "export LD_PRELOAD=" + FAKETIME + " FAKETIME_TIMESTAMP_FILE=" + folder.resolve("clock")
                        + " FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1;" + THEN;
            }
            default -> "ulimit -n 512;" + THEN;
        };
    }

    private static void permitted(String command) throws IOException, InterruptedException {
        Process probe =
                new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        Assumptions.assumeTrue(probe.waitFor(MINUTES, TimeUnit.MINUTES) && probe.exitValue() == 0, "skipped: not permitted here: " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "heap", "threads", "disk", "clock"})
    void whatIsUpGoesOnAndNothingBeginsUntilThereIsEnoughAgain(String what) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: limits are set by a shell");
        Path log = Files.createTempFile("exhausted", ".log");
        Process process = new ProcessBuilder("/bin/sh", "-c", limits(what),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC", "-Dkaraf.data=" + folder,
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), ExhaustedProcess.class.getName(), what)
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("the process ends").isTrue();
            String said = Files.readString(log, StandardCharsets.ISO_8859_1);
            assertThat(process.exitValue()).as(said).isZero();
            boolean needed = !what.equals("disk") && !what.equals("clock");
            assertThat(said.lines().filter(line -> line.contains("no new call until then"))).as("one line of it: " + said).hasSize(needed ? 1 : 0);
            assertThat(said.lines().filter(line -> line.contains("WARN") && line.contains("Shortages"))).as("one line of it: " + said).hasSize(1);
            if (what.equals("disk")) {
                assertThat(said.lines().filter(line -> line.contains("SIP trace ended: "))).as("the trace, too: " + said).hasSize(1);
            }
        } finally {
            process.destroyForcibly();
            Files.delete(log);
        }
    }
}
