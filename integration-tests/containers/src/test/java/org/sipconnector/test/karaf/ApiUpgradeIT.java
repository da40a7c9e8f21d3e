/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;

import org.junit.Rule;
import org.junit.Test;
import org.sipconnector.test.Await;
import org.sipconnector.test.NextApiRelease;

/** The API, which all other bundles are wired to, is exchanged while a call is up: the server outside sees one participant, who stays. */
public class ApiUpgradeIT {

    @Rule
    public final StandingCall call = new StandingCall("api-upgrade");

    @Test
    public void theCallGoesOnAcrossARefreshOfTheApiAndToAnotherApiAndBack() throws Exception {
        KarafProcess karaf = call.karaf();
        NextApiRelease next = NextApiRelease.ofApi(karaf.home());
        karaf.start();
        call.assertServerHears("1");

        assertEquals(0, karaf.type("bundle:refresh org.sipconnector.api"));
        call.assertMediaIsBack(1);
        call.assertServerHears("12");

        assertEquals(0, karaf.type("feature:repo-add " + next.repository()));
        assertEquals(0, karaf.type("feature:install --upgrade sip-connector/" + next.version()));
        Await.until("the other kernel is at work", () -> karaf.log("kernel " + next.version() + " took up 1 connector").size() == 1);
        call.assertMediaIsBack(2);
        call.assertServerHears("123");

        assertEquals(0, karaf.type("sip:update sip-connector/" + next.former()));
        Await.until("the former kernel is at work", () -> karaf.log("kernel " + next.former() + " took up 1 connector").size() == 2);
        call.assertMediaIsBack(3);
        call.assertServerHears("1234");

        assertEquals(0, karaf.type("sip:update sip-connector/" + next.version()));
        call.assertMediaIsBack(4);
        call.assertServerHears("12345");
        call.assertNothingFailed();
    }
}
