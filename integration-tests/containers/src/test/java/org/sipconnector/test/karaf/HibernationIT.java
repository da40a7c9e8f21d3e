/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.sipconnector.test.Await;

/** Karaf is stopped and started again while a call is up: the server outside sees one participant, who stays. */
public class HibernationIT {

    @Rule
    public final StandingCall call = new StandingCall("hibernation");

    @Test
    public void aCallGoesOnInItsDialogAcrossACommandAndAcrossAStopThatKeepsWithoutAKernel() throws Exception {
        KarafProcess karaf = call.karaf();
        karaf.start();
        call.assertServerHears("1");
        assertEquals("sip:hibernate", 0, karaf.type("sip:hibernate"));
        karaf.awaitStop();
        call.assertNobodyHasLeft("1");

        karaf.write("org.sipconnector.kernel.cfg", "onStop = keep");
        karaf.write("org.sipconnector.standby.cfg", "limitSeconds = 600");
        karaf.start();
        call.assertServerHears("12");
        Await.until("media is made anew", () -> karaf.log("media is back").size() == 1);
        assertEquals("the standby holds the connector", 0, karaf.type("bundle:stop -t org.sipconnector.kernel"));
        karaf.stop();
        call.assertNobodyHasLeft("12");

        karaf.write("org.sipconnector.kernel.cfg", "onStop = end");
        karaf.start();
        call.assertServerHears("123");
        Await.until("media is made anew once more", () -> karaf.log("media is back").size() == 2);
        assertEquals("nothing failed", 0, karaf.log("| ERROR ").size());
        karaf.stop();
        call.assertServerIsEmpty();
    }

    @Test
    public void aSecondKarafOverTheSameStoreWaitsUntilTheFirstIsHibernatedOrDies() throws Exception {
        KarafProcess first = call.karaf();
        KarafProcess second = new KarafProcess("hibernation-second");
        second.write("org.sipconnector.statestore.cfg", "directory = " + first.home().resolve(Path.of("data", "sip-connector", "state")));
        String connector = "org.sipconnector.connector~kept.cfg";
        Files.copy(first.home().resolve("etc").resolve(connector), second.home().resolve("etc").resolve(connector));
        try {
            first.start();
            call.assertServerHears("1");
            second.start();
            Await.within(StandingCall.START_LIMIT, "the second waits", () -> second.log("no kernel is started: another process").size() == 1);
            Await.within(StandingCall.START_LIMIT, "and says why",
                    () -> second.says("sip:health").contains("goes on with the connectors kept in"));
            first.type("sip:hibernate");
            call.assertServerHears(second, "12");
            first.awaitStop();
            Await.until("media is made anew", () -> second.log("media is back").size() == 1);
            assertEquals("the second says that it takes over", 1, second.log("the kernel is started: the other process has ended").size());
            assertEquals("the first has sent meanwhile", 1, first.log("another process was given the connectors").size());

            first.start();
            Await.within(StandingCall.START_LIMIT, "now the first waits", () -> first.log("no kernel is started: another process").size() == 1);
            second.kill();
            call.assertServerHears("123");
            Await.until("media is made anew once more", () -> first.log("media is back").size() == 1);
            assertEquals("nothing failed", 0, first.log("| ERROR ").size() + second.log("| ERROR ").size());
        } finally {
            second.stopIfItRuns();
        }
    }
}
