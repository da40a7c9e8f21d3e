/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.util.List;
import java.util.stream.Stream;
import org.junit.Assume;
import org.sipconnector.api.Transport;
import org.sipconnector.test.Await;
import org.sipconnector.test.peers.Baresip;
import org.sipconnector.test.peers.Kamailio;
import org.sipconnector.test.peers.Relay;

/** A connector of a Karaf in a process of its own and a baresip that speaks, both registered at a Kamailio. */
final class CallThroughKamailio extends KarafWithConnector {

    static final String US = "1001";
    static final String BARESIP = "2001";

    private Kamailio kamailio;
    private Baresip baresip;

    CallThroughKamailio(String name) {
        super(name);
    }

    Baresip baresip() {
        return baresip;
    }

    @Override
    List<String> begin() throws Exception {
        Assume.assumeTrue("skipped: Kamailio, baresip or rtpengine is not installed (.ci/run names their packages)",
                Stream.of("kamailio", "baresip", "rtpengine").allMatch(Kamailio::installed));
        kamailio = ends(Kamailio.start(ends(new Relay())));
        baresip = ends(Baresip.speaking(BARESIP, kamailio.port(Transport.TCP)));
        Await.until("baresip is registered", () -> kamailio.registrations(BARESIP) == 1);
        return List.of("server = 127.0.0.1:" + kamailio.port(Transport.WS), "domain = " + Kamailio.DOMAIN, "transport = WS", "user = " + US,
                "password = pw-" + US, "connectOnStart = true", "call.video = none");
    }

    void awaitRegistered() throws Exception {
        Await.within(START_LIMIT, "the connector is registered once", () -> kamailio.registrations(US) == 1);
    }

    void awaitSoundBothWays() throws Exception {
        Await.until("baresip hears us", baresip::hears);
        Await.until("we hear baresip", () -> karaf().says("sip:status kept").matches("(?s).*receiving +audio +[1-9].*"));
    }

    void awaitSilence() throws Exception {
        Await.until("baresip hears nothing", () -> !baresip.hears());
    }
}
