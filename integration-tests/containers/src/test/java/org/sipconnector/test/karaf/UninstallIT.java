/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;

import org.junit.Rule;
import org.junit.Test;
import org.sipconnector.test.Await;

/** The feature goes while a call is up: bundles stop in any order, and what is left of them says what became of the call. */
public class UninstallIT {

    @Rule
    public final StandingCall call = new StandingCall("uninstall");

    @Test
    public void whoseFeatureIsUninstalledIsNamedAndGoesOnWhenItIsInstalledAgain() throws Exception {
        KarafProcess karaf = call.karaf();
        karaf.write("org.sipconnector.standby.cfg", "limitSeconds = 1");
        karaf.start();
        call.assertServerHears("1");

        assertEquals("uninstalled", 0, karaf.type("feature:uninstall sip-connector"));
        Await.until("who has ended is named",
                () -> karaf.log("ended here without a word to peers").stream().anyMatch(line -> line.contains(": kept;")));

        assertEquals("installed again", 0, karaf.type("feature:install sip-connector"));
        call.assertServerHears("12");
    }
}
