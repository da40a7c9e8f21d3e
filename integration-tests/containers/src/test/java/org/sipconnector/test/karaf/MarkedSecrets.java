/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.sipconnector.test.Await;

/** Two connectors in a room of the simulator, whose secrets all have a mark that is found wherever it is shown. */
final class MarkedSecrets {

    static final String MARK = "marked7secret";
    private static final Pattern LISTENS = Pattern.compile("Simulator listens on .*wss (\\d+)");

    /** What can be asked for to read a configuration. */
    static final List<String> PIDS = List.of("org.sipconnector.simulator", "org.sipconnector.connector~clear",
            "org.sipconnector.connector~filed", "org.sipconnector.connector", "(service.pid=org.sipconnector.*)", "org.apache.karaf.log");

    private MarkedSecrets() {}

    /** Where the mark was found. */
    static final class Findings {

        private final List<String> all = new ArrayList<>();

        List<String> all() {
            return all;
        }

        void search(String where, String text) {
            int at = text.indexOf(MARK);
            if (at >= 0) {
                all.add(where + ": " + text.substring(Math.max(0, at - 200), Math.min(text.length(), at + 60)));
            }
        }

        void searchLines(String where, String text) {
            text.lines().forEach(line -> search(where, line));
        }

        /** What goes while it is looked through, as logs and temporary files do, is passed over. */
        void searchFiles(Path folder, String... but) throws IOException {
            List<Path> left = Arrays.stream(but).map(folder::resolve).toList();
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isRegularFile() && left.stream().noneMatch(file::startsWith)) {
                        try {
                            search(file.toString(), Files.readString(file, ISO_8859_1));
                        } catch (NoSuchFileException gone) {
                            return FileVisitResult.CONTINUE;
                        }
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        }
    }

    static void plant() throws Exception {
        Files.writeString(etc("in-a-file"), MARK + "-file", UTF_8);
        write("org.sipconnector.media.cfg", "isolation = process");
        write("org.sipconnector.simulator.cfg", "wss.port = 0", "users = clear:" + MARK + "-account, filed:" + MARK + "-file");
        Await.until("the simulator listens", () -> port() > 0);
        String server = "127.0.0.1:" + port();
        write("org.sipconnector.connector~clear.cfg", "server = " + server, "user = clear", "password = " + MARK + "-account",
                "extraHeaders = X-Token: " + MARK + "-header", "ice.servers = turn:127.0.0.1:9", "ice.username = clear",
                "ice.credential = " + MARK + "-turn", trust(), "connectOnStart = true", "call.room = 600");
        write("org.sipconnector.connector~filed.cfg", "server = " + server, "user = filed", "password = $[secret:in-a-file]", trust(),
                "connectOnStart = true", "call.room = 600");
    }

    private static String trust() {
        return "tls.trust = ca-file\ntls.caFile = " + Path.of(System.getProperty("karaf.data"), "simulator", "ca.pem");
    }

    private static int port() throws IOException {
        Matcher listens = LISTENS.matcher(Files.readString(Path.of(System.getProperty("karaf.log"), "karaf.log"), ISO_8859_1));
        return listens.find() ? Integer.parseInt(listens.group(1)) : 0;
    }

    static void remove() throws IOException {
        for (String file : List.of("org.sipconnector.connector~clear.cfg", "org.sipconnector.connector~filed.cfg",
                "org.sipconnector.connector~made.cfg", "org.sipconnector.simulator.cfg", "org.sipconnector.media.cfg", "in-a-file")) {
            Files.deleteIfExists(etc(file));
        }
    }

    static Path file(String id) {
        return etc("org.sipconnector.connector~" + id + ".cfg");
    }

    /** What commands such as scr:info print of components of ours, a line each. */
    static String components(BundleContext context) {
        ServiceComponentRuntime runtime = context.getService(context.getServiceReference(ServiceComponentRuntime.class));
        return runtime.getComponentDescriptionDTOs().stream().filter(component -> component.name.startsWith("org.sipconnector."))
                .flatMap(component -> runtime.getComponentConfigurationDTOs(component).stream()
                        .map(configured -> component.name + ' ' + configured.properties.entrySet().stream()
                                .map(entry -> entry.getKey() + '=' + Arrays.deepToString(new Object[] {entry.getValue()})).toList()))
                .collect(Collectors.joining("\n"));
    }

    /** What anybody on the machine can see of this process and those it has started, a line each. */
    static String processes() {
        return Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants()).map(ProcessHandle::pid)
                .map(pid -> read(pid, "cmdline") + "\n" + read(pid, "environ")).collect(Collectors.joining("\n"));
    }

    private static String read(long pid, String what) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), what)), ISO_8859_1).replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    private static void write(String name, String... lines) throws IOException {
        Files.write(etc(name), List.of(lines), UTF_8);
    }

    private static Path etc(String name) {
        return Path.of(System.getProperty("karaf.etc"), name);
    }
}
