/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;

import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.sipconnector.test.Await;

/** Karaf is killed and started again while a call is up: the server outside sees one participant, who stays. */
public class CrashIT {

    @Rule
    public final StandingCall call = new StandingCall("crash");

    @Test
    public void aCallGoesOnInItsDialogAcrossTheDeathOfTheProcess() throws Exception {
        KarafProcess karaf = call.karaf();
        karaf.start();
        call.assertServerHears("1");
        karaf.kill();
        call.assertNobodyHasLeft("1");

        karaf.start();
        call.assertServerHears("12");
        Await.until("media is made anew", () -> karaf.log("media is back").size() == 1);
        karaf.kill();

        karaf.start();
        call.assertServerHears("123");
        Await.until("media is made anew once more", () -> karaf.log("media is back").size() == 2);
        assertEquals("nothing failed", 0, karaf.log("| ERROR ").size());
        assertEquals("nobody would be lost", 0, karaf.log("would go on in another process as").size());
    }

    @Test
    public void whereverItDiesWhileItComesUpOneParticipantIsThereInTheEnd() throws Exception {
        KarafProcess karaf = call.karaf();
        for (String step : List.of("kernel started", "connecting", "connected to", "in call with", "in call with")) {
            int before = karaf.log(step).size();
            karaf.start();
            Await.within(StandingCall.START_LIMIT, step, () -> karaf.log(step).size() > before || karaf.log("goes on after").size() > 1);
            karaf.kill();
        }

        karaf.start();
        call.assertServerHears("1");
    }
}
