/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.sipconnector.test.Await;
import org.sipconnector.test.NextApiRelease;

/**
 * The SPI, which all our bundles but the API are wired to, is exchanged while a call is up: the server outside sees one participant,
 * who stays, and a client's bundle is neither stopped nor wired anew.
 */
public class SpiUpgradeIT {

    private static final String CLIENT = "org.sipconnector.example.caller";

    @Rule
    public final StandingCall call = new StandingCall("spi-upgrade");

    @Test
    public void theCallAndTheClientGoOnAcrossARefreshOfTheSpiAndToAnotherSpiAndBack() throws Exception {
        KarafProcess karaf = call.karaf();
        NextApiRelease next = NextApiRelease.ofSpi(karaf.home());
        karaf.add("org.ops4j.pax.logging.cfg", "log4j2.logger.events.name = Events.Bundle", "log4j2.logger.events.level = DEBUG");
        karaf.start();
        call.assertServerHears("1");
        assertEquals(0, karaf.type("bundle:install -s " + Path.of(System.getProperty("client.bundle")).toUri()));
        Await.until("the client is started", () -> !clientEvents().isEmpty());
        List<String> started = clientEvents();

        assertEquals(0, karaf.type("bundle:refresh org.sipconnector.spi"));
        assertMediaIsBack(1);
        call.assertServerHears("12");

        assertEquals(0, karaf.type("feature:repo-add " + next.repository()));
        assertEquals(0, karaf.type("sip:update sip-connector/" + next.version()));
        Await.until("the other kernel is at work", () -> karaf.log("kernel " + next.version() + " took up 1 connectors").size() == 1);
        assertMediaIsBack(2);
        call.assertServerHears("123");

        assertEquals(0, karaf.type("sip:update sip-connector/" + next.former()));
        assertMediaIsBack(3);
        call.assertServerHears("1234");
        assertEquals("the client was left alone", started, clientEvents());
        assertEquals("nothing failed", 0, karaf.log("| ERROR ").size());
    }

    private List<String> clientEvents() throws Exception {
        return call.karaf().log("BundleEvent").stream().filter(line -> line.contains(CLIENT)).toList();
    }

    private void assertMediaIsBack(int times) throws Exception {
        Await.until("media is made anew", () -> call.karaf().log("media is back").size() == times);
    }
}
