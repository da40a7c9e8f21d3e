/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.sipconnector.test.Await;

/** The runtime is stopped and started again: who is kept in a room is there again. */
public class RestartIT {

    private static final String IN_ROOM = "in call with 600";
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private KarafProcess karaf;

    @Before
    public void configure() throws Exception {
        karaf = new KarafProcess("restart");
        String port = KarafContainer.freePort();
        karaf.bootWithSimulator();
        karaf.write("org.sipconnector.simulator.cfg", "wss.port = " + port, "users = kept:pw");
        karaf.write("org.sipconnector.connector~kept.cfg", "server = 127.0.0.1:" + port, "user = kept", "password = pw",
                "tls.trust = ca-file", "tls.caFile = " + karaf.home().resolve(Path.of("data", "simulator", "ca.pem")),
                "connectOnStart = true", "call.room = 600");
    }

    @After
    public void stop() throws Exception {
        karaf.stopIfItRuns();
    }

    @Test
    public void aConnectorIsInItsRoomAgainItsLevelOfLogHoldsAndOneWhoseFileWentMeanwhileIsGone() throws Exception {
        karaf.write("org.sipconnector.connector~gone.cfg", "server = gone.example");
        karaf.start();
        Await.within(START_LIMIT, "the connector is in its room, whose authority's file came late", () -> calls() > 0);
        assertEquals("healthy", 0, karaf.type("sip:health"));
        assertEquals("a connector whose file is there", 0, karaf.type("sip:status gone"));
        assertEquals("a level of its own", 0, karaf.type("sip:log kept debug"));
        Path logging = karaf.home().resolve(Path.of("etc", "org.ops4j.pax.logging.cfg"));
        Await.until("the level is in the log's file", () -> Files.readString(logging).contains("log4j2.filter.sipconnector"));
        karaf.stop();
        long before = calls();
        Files.delete(karaf.home().resolve(Path.of("etc", "org.sipconnector.connector~gone.cfg")));

        karaf.start();
        Await.within(START_LIMIT, "the connector is in its room again", () -> calls() > before);
        Await.until("it is healthy again", () -> karaf.type("sip:health") == 0);
        Await.until("there is no connector without a file", () -> karaf.type("sip:status gone") != 0);
        assertTrue("the level holds", karaf.log("DEBUG").stream().anyMatch(line -> line.contains("kept")));
    }

    /** How often it has come into its room; with a level of its own more is told of that. */
    private long calls() throws IOException {
        return karaf.log(IN_ROOM).stream().filter(line -> line.contains("| INFO ")).count();
    }
}
