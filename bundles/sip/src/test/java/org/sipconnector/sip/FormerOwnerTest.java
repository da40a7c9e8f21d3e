/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.ServerEvent.DialogRequestWaiting;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.ReinviteFailed;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipFoundationState;
import org.sipconnector.testkit.EventRecorder;

/** An account goes on in another process, as it was kept, while the former one sends on: what our own server does with it. */
class FormerOwnerTest {

    private static final DialogId CALL = new DialogId("call");
    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final SipBody KEY = new SipBody("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n");

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private final EventRecorder after = new EventRecorder();

    @ParameterizedTest
    @EnumSource
    void ourServerGoesOnWithTheNewOne(Transport transport) throws Exception {
        Loopback loopback = fixture.over(transport);
        SipFoundation next = fixture.ends(new SipFoundation());
        loopback.connectAlice();
        loopback.client.register(Loopback.ALICE);
        loopback.heard.next(Registered.class);
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", OFFER, List.of());
        DialogId there = loopback.served.next(IncomingInvite.class).dialog();
        loopback.server.accept(there, ANSWER, List.of());
        loopback.heard.next(DialogAnswered.class);
        loopback.client.acknowledge(CALL);
        loopback.served.next(DialogConfirmed.class);
        SipFoundationState kept = (SipFoundationState) loopback.client.copy(loopback.clientOwner()).toCompletableFuture()
                .get(40, TimeUnit.SECONDS).orElseThrow();
        next.attach(loopback.clientOwner(), after);
        next.takeUp(loopback.clientOwner(), kept.jumpedAhead(Duration.ZERO));
        next.retain(loopback.clientOwner(), Set.of(Loopback.ALICE));
        after.next(Registered.class);
        loopback.server.answerReinvite(loopback.served.next(ReinviteReceived.class).dialog(), ANSWER);

        loopback.client.register(Loopback.ALICE);
        // it keeps what each connection has registered, which a registrar of a domain does not
        loopback.heard.next(Registered.class);
        loopback.client.requestInDialog(CALL, OutgoingRequest.info("late", List.of(), KEY));
        assertThat(loopback.heard.next(RequestFailed.class).failure().status()).isEqualTo(500);
        loopback.client.reinvite(CALL, OFFER, List.of());
        assertThat(loopback.heard.next(ReinviteFailed.class).failure().status()).isEqualTo(500);
        loopback.client.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        loopback.heard.next(DialogEnded.class);

        next.requestInDialog(CALL, OutgoingRequest.info("dtmf", List.of(), KEY));
        DialogRequestWaiting info = loopback.served.next(DialogRequestWaiting.class);
        loopback.server.answer(info.dialog(), info.request(), 200, Optional.empty(), List.of());
        assertThat(after.next(RequestAnswered.class).status()).isEqualTo(200);
        assertThat(loopback.served.all(DialogRequestWaiting.class)).as("only the new owner's is heard").hasSize(1);
        assertThat(loopback.served.all(ReinviteReceived.class)).as("only the new owner's is heard").hasSize(1);
        loopback.server.terminate(there, SipCause.TERMINATED, Optional.empty());
        assertThat(after.next(DialogEnded.class).dialog()).isEqualTo(CALL);
    }
}
