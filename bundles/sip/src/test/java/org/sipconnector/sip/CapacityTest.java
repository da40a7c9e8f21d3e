/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.transport.Capacity;
import org.sipconnector.sip.transport.Limits;
import org.sipconnector.sip.transport.SecurityPolicy;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.Await;

/** As many calls at once as operators allow, and no more. */
class CapacityTest {

    private static final int MOST = 2;

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private Loopback loopback;

    private void call(String id) {
        loopback.client.invite(Loopback.ALICE, new DialogId(id), "sip:100@sip.test", "v=0\r\n", List.of());
    }

    @Test
    void callsBeyondAsManyAsMayBeThereAre503UntilOneHasEnded() throws Exception {
        loopback = fixture.over(Transport.TCP,
                new SipConfiguration(List.of(), Limits.DEFAULT, new Capacity(MOST, 100), SecurityPolicy.DEFAULT, 100));
        UserAgentId alice = loopback.connectAlice();
        call("one");
        DialogId first = loopback.served.next(SipEvent.IncomingInvite.class).dialog();
        assertThat(loopback.server.callRefusal()).isEmpty();
        // the last that may be there, made by this side: the other answers it
        loopback.server.invite(alice, new DialogId("two"), "sip:alice@sip.test", "v=0\r\n", List.of());
        loopback.heard.next(SipEvent.IncomingInvite.class);
        assertThat(loopback.server.callRefusal()).hasValue("calls: there are 2, limits.calls of org.sipconnector.sip.cfg is 2");
        assertThat(loopback.server.shortages()).contains(loopback.server.callRefusal().orElseThrow());

        call("three");
        assertThat(loopback.heard.next(SipEvent.DialogFailed.class).failure().status()).as("what comes in").isEqualTo(503);
        loopback.server.invite(alice, new DialogId("back"), "sip:alice@sip.test", "v=0\r\n", List.of());
        assertThat(loopback.served.next(SipEvent.DialogFailed.class).failure().reason()).as("what goes out").contains("limits.calls");

        loopback.server.reject(first, 486, Optional.empty(), List.of());
        assertThat(loopback.heard.next(SipEvent.DialogFailed.class).failure().status()).isEqualTo(486);
        Await.reading("there is room", loopback.server::callRefusal, Optional::isEmpty);
        call("four");
        assertThat(loopback.served.next(SipEvent.IncomingInvite.class)).isNotNull();
    }
}
