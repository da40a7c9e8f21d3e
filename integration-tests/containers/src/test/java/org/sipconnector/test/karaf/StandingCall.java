/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import org.junit.rules.ExternalResource;
import org.sipconnector.conferencesimulator.ServerProcess;
import org.sipconnector.test.Await;
import org.sipconnector.test.OutsideServer;

/** Karaf in a process that a test starts and ends, with a connector that is to be in a room of a server outside. */
final class StandingCall extends ExternalResource {

    static final Duration START_LIMIT = Duration.ofMinutes(5);

    private final String name;
    private KarafProcess karaf;
    private OutsideServer server;

    /** @param name of the folder that Karaf is unpacked in */
    StandingCall(String name) {
        this.name = name;
    }

    KarafProcess karaf() {
        return karaf;
    }

    @Override
    protected void before() throws Exception {
        karaf = new KarafProcess(name);
        server = new OutsideServer(karaf.home());
        karaf.write("org.sipconnector.connector~kept.cfg", "server = 127.0.0.1:" + server.port(), "domain = " + ServerProcess.DOMAIN,
                "transport = WS", "user = " + ServerProcess.USER, "password = pw", "connectOnStart = true", "call.room = 600");
    }

    @Override
    protected void after() {
        try {
            karaf.stopIfItRuns();
            server.close();
        } catch (Exception e) {
            throw new AssertionError("Karaf or the server does not end", e);
        }
    }

    /** Keys that were pressed before are the former participant's: who comes anew has pressed none. */
    void assertServerHears(String keys) throws Exception {
        String key = keys.substring(keys.length() - 1);
        Await.within(START_LIMIT, "a key can be pressed", () -> karaf.type("sip:dtmf kept " + key) == 0);
        Await.until("the server hears the key", () -> server.participants().equals(" " + ServerProcess.USER + "=" + keys));
    }

    /** The server has one participant, who has pressed these keys. */
    void assertNobodyHasLeft(String keys) throws Exception {
        assertEquals("nobody has left", " " + ServerProcess.USER + "=" + keys, server.participants());
    }

    void assertServerIsEmpty() throws Exception {
        assertTrue("the call has ended", server.participants().isEmpty());
    }
}
