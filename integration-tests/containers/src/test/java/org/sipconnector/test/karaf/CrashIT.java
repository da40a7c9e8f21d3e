/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.sipconnector.conferencesimulator.ServerProcess;
import org.sipconnector.test.Await;
import org.sipconnector.test.OutsideServer;

/** Karaf is killed and started again while a call is up: the server outside sees one participant, who stays. */
public class CrashIT {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private KarafProcess karaf;
    private OutsideServer server;

    @Before
    public void configure() throws Exception {
        karaf = new KarafProcess("crash");
        server = new OutsideServer(karaf.home());
        karaf.write("org.sipconnector.connector~kept.cfg", "server = 127.0.0.1:" + server.port(), "domain = " + ServerProcess.DOMAIN,
                "transport = WS", "user = " + ServerProcess.USER, "password = pw", "connectOnStart = true", "call.room = 600");
    }

    @After
    public void stop() throws Exception {
        karaf.stopIfItRuns();
        server.close();
    }

    @Test
    public void aCallGoesOnInItsDialogAcrossTheDeathOfTheProcess() throws Exception {
        karaf.start();
        assertServerHears("1");
        karaf.kill();
        assertEquals("nobody has left", " " + ServerProcess.USER + "=1", server.participants());

        karaf.start();
        assertServerHears("12");
        Await.until("media is made anew", () -> karaf.log("media is back").size() == 1);
        karaf.kill();

        karaf.start();
        assertServerHears("123");
        Await.until("media is made anew once more", () -> karaf.log("media is back").size() == 2);
        assertEquals("nothing failed", 0, karaf.log("| ERROR ").size());
        assertEquals("nobody would be lost", 0, karaf.log("would go on in another process as").size());
    }

    @Test
    public void whereverItDiesWhileItComesUpOneParticipantIsThereInTheEnd() throws Exception {
        for (String step : List.of("kernel started", "connecting", "connected to", "in call with", "in call with")) {
            int before = karaf.log(step).size();
            karaf.start();
            Await.within(START_LIMIT, step, () -> karaf.log(step).size() > before || karaf.log("goes on after").size() > 1);
            karaf.kill();
        }

        karaf.start();
        assertServerHears("1");
    }

    /** Keys that were pressed before are the former participant's: who comes anew has pressed none. */
    private void assertServerHears(String keys) throws Exception {
        String key = keys.substring(keys.length() - 1);
        Await.within(START_LIMIT, "a key can be pressed", () -> karaf.type("sip:dtmf kept " + key) == 0);
        Await.until("the server hears the key", () -> server.participants().equals(" " + ServerProcess.USER + "=" + keys));
    }
}
