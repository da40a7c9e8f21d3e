package org.sipconnector.media.helper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a helper process is started.
 *
 * @param java      the Java program
 * @param classPath where the helper's classes and the media library are
 * @param options   options of its virtual machine
 */
public record HelperLaunch(Path java, String classPath, List<String> options) {

    /** Gives the helper its own standard output as descriptor 3 and lets everything else print to standard error. */
    private static final String REDIRECT = "exec \"$@\" 3>&1 1>&2";

    public HelperLaunch {
        options = List.copyOf(options);
    }

    /** With this process' Java, its class path, and a small heap. */
    public static HelperLaunch likeThisProcess(String classPath) {
        return new HelperLaunch(Path.of(System.getProperty("java.home"), "bin", "java"), classPath, List.of("-Xmx256m"));
    }

    Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", REDIRECT, "sh", java.toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, HelperMain.class.getName()));
        return new ProcessBuilder(command).start();
    }
}
