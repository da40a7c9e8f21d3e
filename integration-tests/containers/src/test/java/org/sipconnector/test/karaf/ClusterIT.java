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
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.sipconnector.test.Await;
import org.sipconnector.test.EngineServers;
import org.sipconnector.test.NextApiRelease;

/**
 * Two Karafs share a connector by three servers of the engine: its call goes on in its dialog while one after the other is upgraded, there
 * and back between both releases, and when the one that has it is killed or stopped.
 */
public class ClusterIT {

    private static final Path FOLDER = Path.of("target", "cluster");
    private static final String MEDIA = "media is back";

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
        assertTrue("it is said where it is", second.says("sip:dtmf kept 9").contains("connector 'kept' is at node a"));

        moveTo(second, "b", "12");

        NextApiRelease next = NextApiRelease.ofSharing(second.home());
        upgrade(second, "b", first, next);
        assertTrue(first.says("sip:cluster"), first.says("sip:cluster").contains(next.version()));
        call.assertServerHears(first, "123");
        moveTo(second, "b", "1234");
        moveTo(first, "a", "12345");
        upgrade(first, "a", second, next);
        call.assertServerHears(second, "123456");
        moveTo(first, "a", "1234567");

        first.kill();
        call.assertServerHears(second, "12345678");
        assertTrue("told", second.says("sip:cluster").contains("a away"));
        first.start();
        Await.within(StandingCall.START_LIMIT, "both take part again", () -> second.says("sip:cluster").contains("a at work"));
        second.stop();
        call.assertServerHears(first, "123456789");
        call.assertNobodyHasLeft("123456789");
        assertEquals("nothing failed", List.of(), first.log("| ERROR "));
        assertEquals("nothing failed", List.of(), second.log("| ERROR "));
    }

    private void moveTo(KarafProcess karaf, String node, String keys) throws Exception {
        int before = karaf.log(MEDIA).size();
        assertEquals("moved", 0, karaf.type("sip:cluster-move kept " + node));
        Await.until("it is there", () -> karaf.says("sip:cluster --connectors").contains("kept " + node));
        Await.until("media is made anew", () -> karaf.log(MEDIA).size() > before);
        call.assertServerHears(karaf, keys);
        call.assertNobodyHasLeft(keys);
    }

    /** As documented: its connectors are elsewhere meanwhile. */
    private static void upgrade(KarafProcess karaf, String node, KarafProcess other, NextApiRelease next) throws Exception {
        int before = other.log(MEDIA).size();
        assertEquals(0, karaf.type("sip:cluster-drain " + node));
        Await.until("media is made anew elsewhere", () -> other.log(MEDIA).size() > before);
        assertEquals(0, karaf.type("feature:repo-add " + next.repository()));
        assertEquals(0, karaf.type("feature:install --upgrade sip-connector/" + next.version() + " sip-connector-cluster/" + next.version()));
        Await.until("the next release takes part", () -> karaf.says("sip:cluster").matches(".*\\b" + node + " drained\\D*[0-9]+ [0-9]+ "
                + next.version() + ".*"));
        assertEquals(0, karaf.type("sip:cluster-undrain " + node));
        Await.until("it has been given its share", () -> karaf.says("sip:cluster").contains(node + " at work"));
    }
}
