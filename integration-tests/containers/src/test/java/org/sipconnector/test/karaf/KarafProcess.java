/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.sipconnector.test.Await;
import org.sipconnector.test.Folders;
import org.sipconnector.test.Machine;

/** The runtime as a process of its own, which is stopped and started again. */
final class KarafProcess {

    private static final long LIMIT_SECONDS = 120;
    private static final Duration REST_LIMIT = Duration.ofMinutes(5);
    private static final Duration REST = Duration.ofSeconds(2);
    private static final long REST_PART = 10;
    private static final String CLIENT = "client.txt";

    private final Path home;
    private final Machine machine;
    private final RemoteShell shell;
    private Process karaf;

    KarafProcess(String name) throws Exception {
        this(name, Machine.HERE);
    }

    /** Unpacks the runtime anew, with ports that nobody uses and a user {@code karaf}, to run on that machine. */
    KarafProcess(String name, Machine machine) throws Exception {
        this.machine = machine;
        home = Path.of("target", name, "karaf").toAbsolutePath();
        Folders.remove(home);
        Files.createDirectories(home);
        Process tar = new ProcessBuilder("tar", "xzf", System.getProperty("runtime.archive"), "--strip-components=1", "-C",
                home.toString()).inheritIO().start();
        assertTrue("the archive is unpacked", tar.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && tar.exitValue() == 0);
        add("org.apache.karaf.management.cfg", "rmiRegistryPort = " + KarafContainer.freePort(), "rmiServerPort = " + KarafContainer.freePort());
        shell = new RemoteShell(machine.address(), Integer.parseInt(KarafContainer.freePort()), "karaf");
        add("org.apache.karaf.shell.cfg", "sshPort = " + shell.port(), "sshHost = " + machine.address());
        add("users.properties", "karaf = karaf,_g_:admingroup", "_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh");
    }

    Path home() {
        return home;
    }

    /** Adds the simulator to what it begins with. */
    void bootWithSimulator() throws IOException {
        bootWith("sip-connector-simulator");
    }

    /** Adds a feature to what it begins with. */
    void bootWith(String feature) throws IOException {
        Path boot = home.resolve(Path.of("etc", "org.apache.karaf.features.cfg"));
        Files.writeString(boot, Files.readString(boot).replaceFirst("sip-connector(?=[/,\\s\\\\])", feature + ", sip-connector"));
    }

    void start() throws IOException {
        karaf = new ProcessBuilder(machine.command(home.resolve(Path.of("bin", "karaf")).toString(), "server")).redirectErrorStream(true)
                .redirectOutput(home.resolve("console.txt").toFile()).start();
    }

    /** Asks it to stop, as a service manager does. */
    void stop() throws Exception {
        // the next start is refused while they are there
        for (ProcessHandle server : processes()) {
            server.destroy();
            server.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        awaitStop();
    }

    /** Those that end with a kill: the script's children. */
    List<ProcessHandle> processes() {
        return karaf.children().toList();
    }

    /** What it has taken of the processors since it was started. */
    Duration cpu() {
        return processes().stream().flatMap(server -> server.info().totalCpuDuration().stream()).reduce(Duration.ZERO, Duration::plus);
    }

    /** Waits until it takes next to nothing of the processors: it is up, and nobody asks for anything. */
    void awaitRest() throws Exception {
        AtomicReference<Duration> before = new AtomicReference<>(Duration.ZERO);
        AtomicLong since = new AtomicLong(System.nanoTime());
        Await.within(REST_LIMIT, "it is at rest", () -> {
            Duration over = Duration.ofNanos(System.nanoTime() - since.get());
            if (over.compareTo(REST) < 0) {
                return false;
            }
            Duration now = cpu();
            Duration taken = now.minus(before.getAndSet(now));
            since.set(System.nanoTime());
            return taken.multipliedBy(REST_PART).compareTo(over) < 0;
        });
    }

    /** Kills it, as a fault or the kernel of a machine without memory does. */
    void kill() throws Exception {
        for (ProcessHandle server : processes()) {
            server.destroyForcibly();
            server.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        awaitStop();
    }

    void awaitStop() throws Exception {
        assertTrue("Karaf stops", karaf.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    boolean isAlive() {
        return karaf != null && karaf.isAlive();
    }

    void stopIfItRuns() throws Exception {
        if (isAlive()) {
            stop();
        }
    }

    /** The exit code that a script sees. */
    int type(String line) throws Exception {
        Process client = beginToType(line);
        assertTrue("the command ends: " + line, client.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        return client.exitValue();
    }

    Process beginToType(String line) throws IOException {
        return new ProcessBuilder(home.resolve(Path.of("bin", "client")).toString(), "-u", "karaf", "-p", "karaf", "-r", "10", line)
                .redirectErrorStream(true).redirectOutput(home.resolve(CLIENT).toFile()).start();
    }

    /** What is printed, blanks and breaks as one blank; empty while it cannot be asked. */
    String says(String line) {
        try {
            return shell.type("karaf", line).replaceAll("\\s+", " ");
        } catch (Exception e) {
            return "";
        }
    }

    /** Lines of its log that have this text. */
    List<String> log(String text) throws IOException {
        Path log = home.resolve(Path.of("data", "log", "karaf.log"));
        return Files.notExists(log) ? List.of() : Files.readAllLines(log, UTF_8).stream().filter(line -> line.contains(text)).toList();
    }

    void write(String file, String... lines) throws IOException {
        Files.write(home.resolve("etc").resolve(file), List.of(lines), UTF_8);
    }

    void add(String file, String... lines) throws IOException {
        Files.write(home.resolve("etc").resolve(file), List.of(lines), UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
