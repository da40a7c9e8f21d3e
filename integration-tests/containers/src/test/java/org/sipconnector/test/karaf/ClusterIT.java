/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.sipconnector.test.Await;
import org.sipconnector.test.EngineServers;

/** Two Karafs share a connector by three servers of the engine: its call goes on in its dialog, whatever becomes of the Karaf that has it. */
public class ClusterIT {

    private static final Path FOLDER = Path.of("target", "cluster");

    @Rule
    public final StandingCall call = new StandingCall("cluster-a");

    private EngineServers servers;
    private KarafProcess first;
    private KarafProcess second;

    @Before
    public void begin() throws Exception {
        servers = new EngineServers(FOLDER.resolve("servers-" + System.nanoTime()));
        Files.createDirectories(FOLDER);
        Path key = FOLDER.resolve("cluster.key").toAbsolutePath();
        Files.deleteIfExists(key);
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(key, new SecureRandom().generateSeed(32));
        first = call.karaf();
        second = new KarafProcess("cluster-b");
        String connector = "org.sipconnector.connector~kept.cfg";
        Files.copy(first.home().resolve("etc").resolve(connector), second.home().resolve("etc").resolve(connector));
        share(first, "a", key);
        share(second, "b", key);
    }

    private void share(KarafProcess karaf, String node, Path key) throws Exception {
        karaf.bootWith("sip-connector-cluster");
        karaf.write("org.sipconnector.cluster.cfg", "node = " + node, "servers = " + servers.addresses(), "key.file = " + key, "session.seconds = 4");
    }

    @After
    public void end() throws Exception {
        second.stopIfItRuns();
        first.stopIfItRuns();
        servers.close();
    }

    @Test
    public void aCallGoesOnWhereverItsConnectorIs() throws Exception {
        first.start();
        call.assertServerHears(first, "1");
        second.start();
        Await.within(StandingCall.START_LIMIT, "both take part", () -> second.says("sip:cluster").contains("b at work"));
        assertEquals("it is at one of them", List.of(), second.log("connector kept opened"));

        assertEquals("moved", 0, first.type("sip:cluster-move kept b"));
        call.assertServerHears(second, "12");
        Await.until("media is made anew", () -> second.log("media is back").size() == 1);
        call.assertNobodyHasLeft("12");

        second.kill();
        call.assertServerHears(first, "123");
        Await.until("media is made anew", () -> first.log("media is back").size() == 1);
        assertTrue("told", first.says("sip:cluster").contains("b away"));

        second.start();
        Await.within(StandingCall.START_LIMIT, "both take part again", () -> first.says("sip:cluster").contains("b at work"));
        signal(first, "STOP");
        call.assertServerHears(second, "1234");
        signal(first, "CONT");
        Await.until("who was frozen knows that others have its connector", () -> first.log("are others' by now").size() == 1);
        call.assertServerHears(second, "12345");
        call.assertNobodyHasLeft("12345");

        second.stop();
        call.assertServerHears(first, "123456");
        assertEquals("nothing failed", List.of(), first.log("| ERROR "));
        assertEquals("nothing failed", List.of(), second.log("| ERROR "));
    }

    private static void signal(KarafProcess karaf, String signal) throws Exception {
        for (ProcessHandle process : karaf.processes()) {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
            assertTrue("the signal is sent", kill.waitFor(10, TimeUnit.SECONDS) && kill.exitValue() == 0);
        }
    }
}
