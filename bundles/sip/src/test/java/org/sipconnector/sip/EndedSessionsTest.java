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
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.RegistrationFailed;
import org.sipconnector.spi.sip.SipEvent.ReinviteFailed;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.SipEvent.Unregistered;

/** A command for what ended while it was on its way has an outcome all the same. */
class EndedSessionsTest extends CallOverWire {

    private DialogId cancelled() throws IOException {
        DialogId call = called(OFFER);
        send("CANCEL", "first", "", 1, "");
        peer.read("SIP/2.0 200");
        peer.read("SIP/2.0 487");
        send("ACK", "first", "", 1, "");
        loopback.heard.next(DialogFailed.class);
        return call;
    }

    @Test
    void theAnswerToACallThatWasCancelledFailsAsTheCallDid() throws IOException {
        DialogId call = cancelled();
        loopback.client.accept(call, ANSWER, List.of());
        DialogFailed failed = loopback.heard.next(DialogFailed.class);
        assertThat(failed.dialog()).isEqualTo(call);
        assertThat(failed.failure().originator()).isEqualTo(Originator.REMOTE);
        assertThat(failed.failure().cause()).isEqualTo(SipCause.CANCELED);
    }

    @Test
    void soDoItsRefusalAndItsEnd() throws IOException {
        DialogId call = cancelled();
        loopback.client.reject(call, 486, Optional.empty(), List.of());
        assertThat(loopback.heard.next(DialogFailed.class).dialog()).isEqualTo(call);
        loopback.client.terminate(call, SipCause.TERMINATED, Optional.empty());
        assertThat(loopback.heard.next(DialogFailed.class).dialog()).isEqualTo(call);
    }

    @Test
    void ringingOfACallThatWasCancelledIsOfNoConcern() throws IOException {
        DialogId call = cancelled();
        int told = loopback.heard.all().size();
        loopback.client.ring(call);
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("o", "sip:x@sip.test"));
        peer.answer(peer.read("OPTIONS"), "200 OK", "o1");
        loopback.heard.next(org.sipconnector.spi.sip.SipEvent.RequestAnswered.class);
        assertThat(loopback.heard.all()).hasSize(told + 1);
    }

    @Test
    void whatIsWantedInACallThatHasEndedFails() throws IOException {
        established();
        hangUp();
        loopback.client.reinvite(CALL, OFFER, List.of());
        assertThat(loopback.heard.next(ReinviteFailed.class).failure().cause()).isEqualTo(SipCause.DIALOG_ERROR);
        loopback.client.update(CALL, OFFER, List.of());
        assertThat(loopback.heard.next(ReinviteFailed.class).dialog()).isEqualTo(CALL);
        loopback.client.requestInDialog(CALL, OutgoingRequest.info("late", List.of(), new SipBody("text/plain", "x")));
        assertThat(loopback.heard.next(RequestFailed.class).id()).isEqualTo("late");
        loopback.client.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        assertThat(loopback.heard.next(DialogEnded.class).dialog()).isEqualTo(CALL);
        loopback.client.acknowledge(CALL);
        assertThat(loopback.heard.next(DialogEnded.class).dialog()).isEqualTo(CALL);
    }

    @Test
    void whatIsWantedOfAUserAgentThatHasStoppedFails() {
        loopback.client.stop(Loopback.ALICE);
        loopback.heard.next(TransportDisconnected.class);
        loopback.client.register(Loopback.ALICE);
        assertThat(loopback.heard.next(RegistrationFailed.class).failure().cause()).isEqualTo(SipCause.CONNECTION_ERROR);
        loopback.client.unregister(Loopback.ALICE);
        assertThat(loopback.heard.next(Unregistered.class).failure()).isEmpty();
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("late", "sip:x@sip.test"));
        assertThat(loopback.heard.next(RequestFailed.class).id()).isEqualTo("late");
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", OFFER, List.of());
        assertThat(loopback.heard.next(DialogFailed.class).dialog()).isEqualTo(CALL);
    }

    @Test
    void aCallThatComesWhileItsUserAgentStopsIsRefused() throws IOException {
        established();
        loopback.client.stop(Loopback.ALICE);
        RawPeer.Message bye = peer.read("BYE");
        send("INVITE", "late", "", 1, OFFER);
        peer.read("SIP/2.0 480");
        send("ACK", "late", "", 1, "");
        peer.answer(bye, "200 OK", "t1");
        loopback.heard.next(TransportDisconnected.class);
    }
}
