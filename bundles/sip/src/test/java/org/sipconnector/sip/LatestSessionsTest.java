/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.sip.RawPeer.Message;
import org.sipconnector.spi.sip.SessionIdentity;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;

/** What names a session to others is told as long as anybody asks, also after a refusal. */
class LatestSessionsTest extends CallOverWire {

    @Test
    void aCallThatWasRefusedIsStillKnownByItsCallId() throws IOException {
        Message invite = invite();
        peer.answer(invite, "486 Busy Here", "t1");
        peer.read("ACK");
        loopback.heard.next(DialogFailed.class);

        assertThat(loopback.client.find(CALL)).contains(new SessionIdentity(invite.header("Call-ID"), Optional.empty()));
        assertThat(loopback.client.find(new DialogId("another"))).isEmpty();
    }

    @Test
    void theTraceOfACallThatCameIsToldAsItsPeerWroteIt() throws IOException {
        DialogId call = called(OFFER, "traceparent: 00-1-2-3");

        assertThat(loopback.client.find(call).orElseThrow().traceParent()).contains("00-1-2-3");
        loopback.client.reject(call, 486, Optional.empty(), List.of());
        peer.read("SIP/2.0 486");
        send("ACK", "first", "", 1, "");
    }

    @Test
    void whatIsTooLongToBeOneIsNotKept() throws IOException {
        DialogId call = called(OFFER, "traceparent: " + "0".repeat(300));

        assertThat(loopback.client.find(call).orElseThrow().traceParent()).isEmpty();
        loopback.client.reject(call, 486, Optional.empty(), List.of());
        peer.read("SIP/2.0 486");
        send("ACK", "first", "", 1, "");
    }
}
