/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.ServerEvent;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.DialogProgress;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.ReinviteAnswered;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestReceived;

/** Registration and calls between our client and our server. */
class CallTest {

    private static final DialogId CALL = new DialogId("call-1");
    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    @ParameterizedTest
    @EnumSource
    void registersWithDigestRefreshesSilentlyAndUnregisters(Transport transport) throws Exception {
        Loopback loopback = fixture.over(transport);
        loopback.connectAlice();
        loopback.client.register(Loopback.ALICE);

        assertThat(loopback.heard.next(Registered.class).expires()).isEqualTo(300);
        ServerEvent.ClientRegistered registered = loopback.served.next(ServerEvent.ClientRegistered.class);
        assertThat(registered.user()).isEqualTo("alice");

        loopback.stopAndExpectNothingLeft();
        loopback.served.next(ServerEvent.ClientUnregistered.class);
    }

    @ParameterizedTest
    @EnumSource
    void callsTalksRenegotiatesAndHangsUp(Transport transport) throws Exception {
        Loopback loopback = fixture.over(transport);
        UserAgentId atServer = loopback.connectAlice();
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", OFFER,
                List.of(new Header("X-Vinteo-Mic-State", "a  b;c=\"д\"")));
        IncomingInvite invite = loopback.served.next(IncomingInvite.class);
        assertThat(invite.targetUser()).isEqualTo("100");
        assertThat(invite.fromUser()).isEqualTo("alice");
        assertThat(invite.displayName()).contains("Test_User");
        assertThat(invite.offer()).contains(OFFER);
        assertThat(invite.userAgent()).isEqualTo(atServer);
        assertThat(Header.find(invite.headers(), "X-Vinteo-Mic-State")).contains("a  b;c=\"д\"");

        loopback.server.ring(invite.dialog());
        assertThat(loopback.heard.next(DialogProgress.class).status()).isEqualTo(180);
        loopback.server.accept(invite.dialog(), ANSWER, List.of(new Header("X-Room", "100")));
        DialogAnswered answered = loopback.heard.next(DialogAnswered.class);
        assertThat(answered.answer()).contains(ANSWER);
        assertThat(Header.find(answered.headers(), "X-Room")).contains("100");
        loopback.client.acknowledge(CALL);
        loopback.heard.next(DialogConfirmed.class);
        loopback.served.next(DialogConfirmed.class);

        loopback.client.requestInDialog(CALL, OutgoingRequest.info("i1",
                List.of(new Header("X-Vinteo-Share-State", "LETMESTARTPRESENTATION")), new SipBody("application/x", "")));
        ServerEvent.DialogRequestWaiting info = loopback.served.next(ServerEvent.DialogRequestWaiting.class);
        assertThat(Header.find(info.headers(), "X-Vinteo-Share-State")).contains("LETMESTARTPRESENTATION");
        loopback.server.answer(invite.dialog(), info.request(), 200, Optional.of("Okay"), List.of());
        assertThat(loopback.heard.next(RequestAnswered.class).reason()).isEqualTo("Okay");
        loopback.server.requestInDialog(invite.dialog(), OutgoingRequest.info("i2",
                List.of(new Header("X-Vinteo-Room", "100")), new SipBody("application/vinteo", "")));
        assertThat(Header.find(loopback.heard.next(DialogRequestReceived.class).headers(), "X-Vinteo-Room"))
                .contains("100");
        assertThat(loopback.served.next(RequestAnswered.class).status()).isEqualTo(200);

        loopback.server.reinvite(invite.dialog(), OFFER, List.of());
        assertThat(loopback.heard.next(ReinviteReceived.class).offer()).contains(OFFER);
        loopback.client.answerReinvite(CALL, ANSWER);
        assertThat(loopback.served.next(ReinviteAnswered.class).answer()).contains(ANSWER);
        loopback.server.acknowledge(invite.dialog());

        loopback.client.reinvite(CALL, OFFER, List.of());
        loopback.served.next(ReinviteReceived.class);
        loopback.server.answerReinvite(invite.dialog(), ANSWER);
        loopback.heard.next(ReinviteAnswered.class);
        loopback.client.acknowledge(CALL);

        loopback.client.terminate(CALL, SipCause.TERMINATED, Optional.of("SIP ;cause=408;text=\"RTP Timeout\""));
        DialogEnded local = loopback.heard.next(DialogEnded.class);
        assertThat(local.failure().originator()).isEqualTo(Originator.LOCAL);
        DialogEnded remote = loopback.served.next(DialogEnded.class);
        assertThat(remote.failure().originator()).isEqualTo(Originator.REMOTE);
        assertThat(remote.failure().header("Reason")).contains("SIP ;cause=408;text=\"RTP Timeout\"");
        loopback.stopAndExpectNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void serverCallsTheContactAClientRegistered(Transport transport) throws Exception {
        Loopback loopback = fixture.over(transport);
        UserAgentId atServer = loopback.connectAlice();
        loopback.client.register(Loopback.ALICE);
        loopback.served.next(ServerEvent.ClientRegistered.class);

        loopback.server.request(atServer, new OutgoingRequest("n1", "NOTIFY", "sip:alice@sip.test",
                List.of(new Header("X-Vinteo-Notify", "{\"cmd\":\"x\"}")), Optional.empty(),
                OutgoingRequest.TRANSACTION_TIMEOUT));
        RequestReceived notify = loopback.heard.next(RequestReceived.class);
        assertThat(notify.method()).isEqualTo("NOTIFY");
        assertThat(Header.find(notify.headers(), "X-Vinteo-Notify")).contains("{\"cmd\":\"x\"}");
        assertThat(loopback.served.next(RequestAnswered.class).status()).isEqualTo(200);

        loopback.server.invite(atServer, CALL, "sip:alice@sip.test", OFFER, List.of());
        IncomingInvite invite = loopback.heard.next(IncomingInvite.class);
        loopback.client.accept(invite.dialog(), ANSWER, List.of());
        loopback.served.next(DialogAnswered.class);
        loopback.server.acknowledge(CALL);
        loopback.heard.next(DialogConfirmed.class);
        loopback.server.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        assertThat(loopback.heard.next(DialogEnded.class).failure().originator()).isEqualTo(Originator.REMOTE);
        loopback.stopAndExpectNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void cancelledCallFailsOnBothSidesWithTheRightOriginator(Transport transport) throws Exception {
        Loopback loopback = fixture.over(transport);
        loopback.connectAlice();
        loopback.client.invite(Loopback.ALICE, CALL, "sip:100@sip.test", OFFER, List.of());
        loopback.served.next(IncomingInvite.class);
        loopback.client.terminate(CALL, SipCause.CANCELED, Optional.empty());

        assertThat(loopback.heard.next(DialogFailed.class).failure().originator()).isEqualTo(Originator.LOCAL);
        DialogFailed remote = loopback.served.next(DialogFailed.class);
        assertThat(remote.failure().originator()).isEqualTo(Originator.REMOTE);
        assertThat(remote.failure().cause()).isEqualTo(SipCause.CANCELED);
        loopback.stopAndExpectNothingLeft();
    }

    @ParameterizedTest
    @EnumSource
    void optionsIsAnsweredByItself(Transport transport) throws Exception {
        Loopback loopback = fixture.over(transport);
        loopback.connectAlice();
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options("ping", "sip:alice@sip.test"));
        RequestAnswered pong = loopback.heard.next(RequestAnswered.class);
        assertThat(pong.status()).isEqualTo(200);
        assertThat(Header.find(pong.headers(), "Accept")).contains("application/sdp, multipart/mixed, application/dtmf-relay");
        loopback.stopAndExpectNothingLeft();
    }
}
