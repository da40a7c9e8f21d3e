/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.sipconnector.test.Await;

/** The runtime as a process of its own, which is stopped and started again: who is kept in a room is there again. */
public class RestartIT {

    private static final String IN_ROOM = "in call with 600";
    private static final long LIMIT_SECONDS = 120;
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private final Path home = Path.of("target", "restart", "karaf").toAbsolutePath();
    private Process karaf;

    @Before
    public void unpack() throws Exception {
        remove(home);
        Files.createDirectories(home);
        Process tar = new ProcessBuilder("tar", "xzf", System.getProperty("runtime.archive"), "--strip-components=1", "-C",
                home.toString()).inheritIO().start();
        assertTrue("the archive is unpacked", tar.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && tar.exitValue() == 0);
        String port = KarafContainer.freePort();
        add("org.apache.karaf.management.cfg", "rmiRegistryPort = " + KarafContainer.freePort(), "rmiServerPort = " + KarafContainer.freePort());
        add("org.apache.karaf.shell.cfg", "sshPort = " + KarafContainer.freePort(), "sshHost = 127.0.0.1");
        add("users.properties", "karaf = karaf,_g_:admingroup", "_g_\\:admingroup = group,admin,manager,viewer,systembundles,ssh");
        Path boot = home.resolve(Path.of("etc", "org.apache.karaf.features.cfg"));
        Files.writeString(boot, Files.readString(boot).replaceFirst("sip-connector(?=[/,\\s\\\\])", "sip-connector-simulator, sip-connector"));
        write("org.sipconnector.simulator.cfg", "wss.port = " + port, "users = kept:pw");
        write("org.sipconnector.connector~kept.cfg", "server = 127.0.0.1:" + port, "user = kept", "password = pw",
                "tls.trust = ca-file", "tls.caFile = " + home.resolve(Path.of("data", "simulator", "ca.pem")),
                "connectOnStart = true", "call.room = 600");
    }

    @After
    public void stopIfItRuns() throws Exception {
        if (karaf != null && karaf.isAlive()) {
            stop();
        }
    }

    @Test
    public void aConnectorIsInItsRoomAgainItsLevelOfLogHoldsAndOneWhoseFileWentMeanwhileIsGone() throws Exception {
        write("org.sipconnector.connector~gone.cfg", "server = gone.example");
        start();
        Await.within(START_LIMIT, "the connector is in its room, whose authority's file came late", () -> calls() > 0);
        assertEquals("healthy", 0, type("sip:health"));
        assertEquals("a connector whose file is there", 0, type("sip:status gone"));
        assertEquals("a level of its own", 0, type("sip:log kept debug"));
        Path logging = home.resolve(Path.of("etc", "org.ops4j.pax.logging.cfg"));
        Await.until("the level is in the log's file", () -> Files.readString(logging).contains("log4j2.filter.sipconnector"));
        stop();
        long before = calls();
        Files.delete(home.resolve(Path.of("etc", "org.sipconnector.connector~gone.cfg")));

        start();
        Await.within(START_LIMIT, "the connector is in its room again", () -> calls() > before);
        Await.until("it is healthy again", () -> type("sip:health") == 0);
        Await.until("there is no connector without a file", () -> type("sip:status gone") != 0);
        assertTrue("the level holds", log("DEBUG").stream().anyMatch(line -> line.contains("kept")));
    }

    private void start() throws IOException {
        karaf = new ProcessBuilder(home.resolve(Path.of("bin", "karaf")).toString(), "server").redirectErrorStream(true)
                .redirectOutput(home.resolve("console.txt").toFile()).start();
    }

    private void stop() throws Exception {
        // the script's child; the next start is refused while it is there
        for (ProcessHandle server : karaf.children().toList()) {
            server.destroy();
            server.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        assertTrue("Karaf stops", karaf.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    /** The exit code that a script sees. */
    private int type(String line) throws Exception {
        Process client = new ProcessBuilder(home.resolve(Path.of("bin", "client")).toString(), "-u", "karaf", "-p", "karaf", "-r", "10", line)
                .redirectErrorStream(true).redirectOutput(home.resolve("client.txt").toFile()).start();
        assertTrue("the command ends: " + line, client.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        return client.exitValue();
    }

    /** How often it has come into its room; with a level of its own more is told of that. */
    private long calls() throws IOException {
        return log(IN_ROOM).stream().filter(line -> line.contains("| INFO ")).count();
    }

    private List<String> log(String text) throws IOException {
        Path log = home.resolve(Path.of("data", "log", "karaf.log"));
        return Files.notExists(log) ? List.of() : Files.readAllLines(log, UTF_8).stream().filter(line -> line.contains(text)).toList();
    }

    private void write(String file, String... lines) throws IOException {
        Files.write(home.resolve("etc").resolve(file), List.of(lines), UTF_8);
    }

    private void add(String file, String... lines) throws IOException {
        Files.write(home.resolve("etc").resolve(file), List.of(lines), UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
