/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.osgi.framework.Constants;
import org.sipconnector.test.Await;
import org.sipconnector.test.NewerBundle;
import org.sipconnector.test.spoilt.ClientOfTheApi;

/** The simulator's API is refreshed and exchanged while a call with a server outside is up: neither the call nor a client hears of it. */
public class SimulatorApiUpgradeIT {

    private static final String API = "org.sipconnector.simulator-api";
    private static final String NEXT = "0.99.0";

    @Rule
    public final StandingCall call = new StandingCall("simulator-api-upgrade");

    @Test
    public void theCallAndTheClientGoOnAcrossARefreshAndAnotherApiOfTheSimulator() throws Exception {
        KarafProcess karaf = call.karaf();
        Path next = NewerBundle.of(installed(karaf.home()), manifest -> manifest.putValue(Constants.BUNDLE_VERSION, NEXT));
        karaf.write("org.sipconnector.simulator.cfg", "wss.port = " + KarafContainer.freePort());
        // before the call: its feature brings what Netty is wired to anew
        karaf.bootWithSimulator();
        call.startWithClient();
        awaitSimulator(1);

        assertEquals(0, karaf.type("bundle:refresh " + API));
        awaitSimulator(2);
        call.assertServerHears("12");

        assertEquals(0, karaf.type("bundle:update " + API + " " + next.toUri()));
        assertEquals(0, karaf.type("bundle:refresh " + API));
        awaitSimulator(3);
        assertTrue("it uses another API", karaf.says("bundle:headers " + API).contains(NEXT));
        call.assertServerHears("123");

        call.assertClientWasNotStopped();
        assertEquals("the client was started once", 1, karaf.log(ClientOfTheApi.STARTED).size());
        assertEquals("no connection was made anew", 0, karaf.log("media is back").size());
        call.assertNothingFailed();
    }

    private void awaitSimulator(int times) throws Exception {
        Await.until("the simulator is started anew", () -> call.karaf().log("Simulator listens on").size() == times);
    }

    private static Path installed(Path runtime) throws IOException {
        try (Stream<Path> files = Files.walk(runtime.resolve("system/org/sipconnector").resolve(API))) {
            return files.filter(file -> file.toString().endsWith(".jar")).findFirst().orElseThrow();
        }
    }
}
