/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.helper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a helper process is started.
 *
 * @param java      the Java program
 * @param classPath where the helper's classes and the media library are
 * @param options   options of its virtual machine
 */
public record HelperLaunch(Path java, String classPath, List<String> options) {

    /** A machine that does little itself: with Java's usual choices it is a third larger, and no faster. */
    public static final String OPTIONS = "-Xms16m -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    /** Gives the helper its own standard output as descriptor 3 and lets everything else print to standard error. */
    private static final String REDIRECT = "exec \"$@\" 3>&1 1>&2";

    /** The C library then gives the memory of closed connections back: a third is left of what stays without. */
    public static final Map<String, String> ALLOCATION = Map.of("MALLOC_ARENA_MAX", "2",
            "MALLOC_TRIM_THRESHOLD_", "131072", "MALLOC_MMAP_THRESHOLD_", "131072");

    /** What sound devices, fonts of messages and the C library need; passwords of the container stay in it. */
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "DISPLAY",
            "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "PULSE_SERVER", "PULSE_RUNTIME_PATH", "ALSA_CONFIG_PATH", "LD_LIBRARY_PATH",
            "MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_");

    public HelperLaunch {
        options = List.copyOf(options);
    }

    /** With this process' Java and temporary directory, and a class path. */
    public static HelperLaunch likeThisProcess(String classPath) {
        List<String> options = new ArrayList<>(List.of(OPTIONS.split(" ")));
        options.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        return new HelperLaunch(Path.of(System.getProperty("java.home"), "bin", "java"), classPath, options);
    }

    Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", REDIRECT, "sh", java.toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, HelperMain.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        inherit(builder.environment());
        return builder.start();
    }

    /** Leaves of the container's environment what a helper needs. */
    static void inherit(Map<String, String> environment) {
        environment.keySet().retainAll(INHERITED);
        ALLOCATION.forEach(environment::putIfAbsent);
    }
}
