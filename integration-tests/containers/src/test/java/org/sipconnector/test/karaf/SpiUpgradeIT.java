/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Rule;
import org.junit.Test;
import org.sipconnector.test.Await;
import org.sipconnector.test.NextApiRelease;
import org.sipconnector.test.spoilt.ClientOfTheApi;

/**
 * The SPI, which all our bundles but the API are wired to, is exchanged while a call is up: the server outside sees one participant,
 * who stays, and a client's bundle is neither stopped nor wired anew.
 */
public class SpiUpgradeIT {

    @Rule
    public final StandingCall call = new StandingCall("spi-upgrade");

    /** As after {@code sip:update} to a release that needs nothing new, when only the SPI is refreshed although the API was exchanged, too. */
    @Test
    public void allGoOnWithTheFormerApiWhenTheNewSpiIsTakenWithoutTheNewApi() throws Exception {
        KarafProcess karaf = call.karaf();
        NextApiRelease next = NextApiRelease.withoutNeed(karaf.home());
        call.startWithClient();
        assertEquals(0, karaf.type("feature:repo-add " + next.repository()));
        assertEquals(0, karaf.type("sip:update sip-connector/" + next.version()));
        call.assertServerHears("12");
        assertTrue("what is to be done", karaf.says("sip:health").replaceAll("\\s+", " ").contains("bundle:refresh of api "));
        int seen = karaf.log(ClientOfTheApi.SEES).size();
        call.assertMediaIsBack(1);

        assertEquals(0, karaf.type("bundle:refresh org.sipconnector.spi"));

        call.assertMediaIsBack(2);
        call.assertServerHears("123");
        Await.until("the client sees the facade of the new kernel", () -> karaf.log(ClientOfTheApi.SEES).size() > seen);
        call.assertClientWasNotStopped();
        call.assertNothingFailed();
    }

    @Test
    public void theCallAndTheClientGoOnAcrossARefreshOfTheSpiAndToAnotherSpiAndBack() throws Exception {
        KarafProcess karaf = call.karaf();
        NextApiRelease next = NextApiRelease.ofSpi(karaf.home());
        call.startWithClient();

        assertEquals(0, karaf.type("bundle:refresh org.sipconnector.spi"));
        call.assertMediaIsBack(1);
        call.assertServerHears("12");

        assertEquals(0, karaf.type("feature:repo-add " + next.repository()));
        assertEquals(0, karaf.type("sip:update sip-connector/" + next.version()));
        Await.until("the other kernel is at work", () -> karaf.log("kernel " + next.version() + " took up 1 connector").size() == 1);
        call.assertMediaIsBack(2);
        call.assertServerHears("123");

        assertEquals(0, karaf.type("sip:update sip-connector/" + next.former()));
        call.assertMediaIsBack(3);
        call.assertServerHears("1234");
        call.assertClientWasNotStopped();
        call.assertNothingFailed();
    }

    /** As when a refresh stops the media bundle first: the engine never hears what was asked of it before the kernel is another. */
    @Test
    public void aCallWhoseMediaIsBeingMadeAnewGoesOnAcrossARefreshOfTheSpi() throws Exception {
        KarafProcess karaf = call.karaf();
        karaf.start();
        call.assertServerHears("1");
        assertEquals(0, karaf.type("bundle:stop -t org.sipconnector.media"));
        Await.until("the call wants its media anew", () -> karaf.log("peer connection was lost and is made again").size() == 1);

        assertEquals(0, karaf.type("bundle:refresh org.sipconnector.spi"));
        Await.until("another kernel is at work", () -> karaf.log("took up 1 connector").size() == 1);
        Await.until("media is there", () -> karaf.type("bundle:start -t org.sipconnector.media") == 0);

        call.assertMediaIsBack(1);
        call.assertServerHears("12");
        call.assertNothingFailed();
    }
}
