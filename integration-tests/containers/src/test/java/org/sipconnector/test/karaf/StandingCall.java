/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.sipconnector.test.Await;
import org.sipconnector.test.OutsideServer;
import org.sipconnector.test.ServerProcess;
import org.sipconnector.test.spoilt.ClientOfTheApi;

/** Karaf in a process that a test starts and ends, with a connector that is to be in a room of a server outside. */
final class StandingCall extends KarafWithConnector {

    private OutsideServer server;

    StandingCall(String name) {
        super(name);
    }

    @Override
    List<String> begin() throws Exception {
        server = ends(new OutsideServer(karaf().home()));
        return List.of("server = 127.0.0.1:" + server.port(), "domain = " + ServerProcess.DOMAIN, "transport = WS",
                "user = " + ServerProcess.USER, "password = pw", "connectOnStart = true", "call.room = 600");
    }

    /** With a call that the server hears, and a bundle of a client that is wired to the API. */
    void startWithClient() throws Exception {
        karaf().start();
        assertServerHears("1");
        assertEquals(0, karaf().type("bundle:install -s " + ClientBundle.jar().toUri()));
        Await.until("the client is started", () -> karaf().log(ClientOfTheApi.STARTED).size() == 1);
    }

    /** Keys that were pressed before are the former participant's: who comes anew has pressed none. */
    void assertServerHears(String keys) throws Exception {
        assertServerHears(karaf(), keys);
    }

    /** @param from the Karaf that the call is in now */
    void assertServerHears(KarafProcess from, String keys) throws Exception {
        String key = keys.substring(keys.length() - 1);
        Await.within(START_LIMIT, "a key can be pressed", () -> from.type("sip:dtmf kept " + key) == 0);
        Await.until("the server hears the key", () -> server.participants().equals(" " + ServerProcess.USER + "=" + keys));
    }

    void assertMediaIsBack(int times) throws Exception {
        Await.until("media is made anew", () -> karaf().log("media is back").size() == times);
    }

    void assertClientWasNotStopped() throws Exception {
        assertEquals("the client was not stopped", 0, karaf().log(ClientOfTheApi.STOPPED).size());
    }

    void assertNothingFailed() throws Exception {
        assertEquals("nothing failed", 0, karaf().log("| ERROR ").size());
    }

    /** The server has one participant, who has pressed these keys. */
    void assertNobodyHasLeft(String keys) throws Exception {
        assertEquals("nobody has left", " " + ServerProcess.USER + "=" + keys, server.participants());
    }

    void assertServerIsEmpty() throws Exception {
        assertTrue("the call has ended", server.participants().isEmpty());
    }
}
