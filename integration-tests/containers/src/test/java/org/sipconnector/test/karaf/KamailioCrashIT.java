/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.sipconnector.test.Await;

/** Karaf is killed, or stopped for a while, during calls through Kamailio: the phone at the far end has one call, which goes on. */
public class KamailioCrashIT {

    @Rule
    public final CallThroughKamailio call = new CallThroughKamailio("kamailio-crash");

    @Test
    public void aCallGoesOnInItsDialogWhoeverMadeIt() throws Exception {
        KarafProcess karaf = call.karaf();
        karaf.start();
        call.awaitRegistered();
        Await.until("baresip is called", () -> karaf.type("sip:call kept " + CallThroughKamailio.BARESIP) == 0);
        call.awaitSoundBothWays();
        Set<String> ours = call.baresip().dialogs();
        assertEquals("one call: " + ours, 1, ours.size());

        karaf.kill();
        call.awaitSilence();
        karaf.start();
        call.awaitSoundBothWays();
        call.awaitRegistered();
        assertEquals("the call is the same", ours, call.baresip().dialogs());

        karaf.kill();
        karaf.start();
        Await.until("media is made anew once more", () -> karaf.log("media is back").size() == 2);
        call.awaitSoundBothWays();
        assertEquals("the call is still the same", ours, call.baresip().dialogs());
        assertEquals("sip:hangup", 0, karaf.type("sip:hangup kept"));
        Await.until("baresip has no call", () -> !call.baresip().talks());

        call.baresip().run("dial", "sip:" + CallThroughKamailio.US + "@sip.test");
        Await.until("the call is answered", () -> karaf.type("sip:answer kept") == 0);
        call.awaitSoundBothWays();
        Set<String> both = call.baresip().dialogs();
        assertTrue("another call: " + both, both.containsAll(ours) && both.size() == 2);

        karaf.kill();
        call.awaitSilence();
        karaf.start();
        call.awaitSoundBothWays();
        assertEquals("the other call is the same, too", both, call.baresip().dialogs());

        assertEquals("sip:hibernate", 0, karaf.type("sip:hibernate"));
        karaf.awaitStop();
        call.awaitSilence();
        karaf.start();
        call.awaitSoundBothWays();
        call.awaitRegistered();
        assertEquals("the other call is still the same", both, call.baresip().dialogs());
        assertEquals("nothing failed", 0, karaf.log("| ERROR ").size());
        call.baresip().run("hangup", "");
        Await.until("the call has ended here, too", () -> karaf.log("is over").size() == 2);
    }
}
