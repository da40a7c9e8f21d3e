/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sipconnector.media.helper.HelperLaunch;

/** A main class in a JVM of its own, started as helper processes are, so that memory, threads and time are its alone. */
final class MeasuredProcess {

    private static final String RESULT = "result ";
    private MeasuredProcess() {}

    /**
     * Runs it to its end and passes on what it prints.
     *
     * @return what it gave as its {@link #result}
     */
    static String run(int heapMegabytes, int minutes, Class<?> main, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(HelperLaunch.OPTIONS.split(" ")));
        command.addAll(List.of("-Xmx" + heapMegabytes + "m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"), "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        HelperLaunch.ALLOCATION.forEach(builder.environment()::putIfAbsent);
        Process process = builder.start();
        StringBuilder said = new StringBuilder();
        String result = null;
        for (String line : (Iterable<String>) process.inputReader().lines()::iterator) {
            if (line.startsWith(RESULT)) {
                result = line.substring(RESULT.length());
            } else {
                said.append(line).append('\n');
            }
        }
        if (!process.waitFor(minutes, TimeUnit.MINUTES) || process.exitValue() != 0 || result == null) {
            process.destroyForcibly();
            throw new IllegalStateException(main.getSimpleName() + " came to nothing: " + said);
        }
        return result;
    }

    /** In the child: gives its result and ends the process, which the library's threads would keep. */
    static void result(String result) {
        System.out.println(RESULT + result);
        System.exit(0);
    }
}
