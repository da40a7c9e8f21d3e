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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.ServerEvent.ClientRegistered;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.DialogProgress;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.SipFoundationState;
import org.sipconnector.spi.sip.SipState;
import org.sipconnector.testkit.EventRecorder;

/** A foundation ends without a word, and another goes on with a copy of what it had. */
class CopiedStateTest {

    private static final ConnectorId CLIENT = ConnectorId.of("client");
    private static final ConnectorId SERVER = ConnectorId.of("server");
    private static final DialogId CALL = new DialogId("call-1");
    private static final DialogId NO_CALL = new DialogId("call-2");
    private static final UserAgentId NOBODY = new UserAgentId("nobody");
    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private final EventRecorder served = new EventRecorder();
    private final SipFoundation server = fixture.ends(new SipFoundation());
    private EventRecorder heard = new EventRecorder();
    private SipFoundation sip = new SipFoundation();

    @BeforeEach
    void register() throws Exception {
        server.attach(SERVER, served);
        int port = server.listen(SERVER, "mcu", Settings.serving(Transport.TCP, ""),
                user -> Optional.of(Secret.of("pw-" + user))).toCompletableFuture().get(40, TimeUnit.SECONDS).getPort();
        fixture.ends(() -> sip.close());
        sip.attach(CLIENT, heard);
        sip.start(CLIENT, Loopback.ALICE, Settings.alice(Transport.TCP, "127.0.0.1", port));
        heard.next(TransportConnected.class);
        sip.register(Loopback.ALICE);
        heard.next(Registered.class);
        served.next(ClientRegistered.class);
    }

    private DialogId called() {
        sip.invite(Loopback.ALICE, CALL, "sip:100@sip.test", OFFER, List.of());
        DialogId atServer = served.next(IncomingInvite.class).dialog();
        server.accept(atServer, ANSWER, List.of());
        heard.next(DialogAnswered.class);
        sip.acknowledge(CALL);
        heard.next(DialogConfirmed.class);
        served.next(DialogConfirmed.class);
        return atServer;
    }

    private SipFoundationState copy() throws Exception {
        return (SipFoundationState) sip.copy(CLIENT).toCompletableFuture().get(40, TimeUnit.SECONDS).orElseThrow();
    }

    /** This one says good-bye to nobody. */
    private void goesOn(SipFoundationState copy) {
        sip.close();
        heard = new EventRecorder();
        sip = new SipFoundation();
        sip.attach(CLIENT, heard);
        sip.takeUp(CLIENT, copy.jumpedAhead(Duration.ofSeconds(3)));
    }

    @Test
    void aCallGoesOnInItsDialogWithNumbersThatNoPeerHasSeen() throws Exception {
        DialogId atServer = called();
        SipState.Call before = copy().state().accounts().get(0).calls().get(0);

        goesOn(copy());

        server.answerReinvite(served.next(ReinviteReceived.class).dialog(), ANSWER);
        SipState.Call after = copy().state().accounts().get(0).calls().get(0);
        assertThat(after.callId()).isEqualTo(before.callId());
        assertThat(after.localTag()).isEqualTo(before.localTag());
        assertThat(after.localSeq()).isGreaterThan(before.localSeq() + 100);
        assertThat(after.localSdp()).contains("o=- 1 131 IN IP4");
        server.terminate(atServer, SipCause.TERMINATED, Optional.empty());
        assertThat(heard.next(DialogEnded.class).dialog()).isEqualTo(CALL);
    }

    @Test
    void theOwnerIsToldOnceMoreOfWhatIsThereAndOfWhatIsNot() throws Exception {
        called();
        goesOn(copy());

        sip.retain(CLIENT, Set.of(Loopback.ALICE, NOBODY));
        sip.retain(CLIENT, Loopback.ALICE, Set.of(CALL));

        assertThat(heard.next(TransportDisconnected.class).userAgent()).isEqualTo(NOBODY);
        assertThat(heard.next(TransportConnected.class).userAgent()).isEqualTo(Loopback.ALICE);
        assertThat(heard.next(DialogConfirmed.class).dialog()).isEqualTo(CALL);
        assertThat(heard.next(Registered.class).userAgent()).isEqualTo(Loopback.ALICE);
        sip.retain(CLIENT, Loopback.ALICE, Set.of(CALL, NO_CALL));
        assertThat(heard.next(DialogEnded.class).dialog()).isEqualTo(NO_CALL);
    }

    @Test
    void aSessionThatNobodyKnowsOfIsEnded() throws Exception {
        DialogId atServer = called();
        goesOn(copy());

        sip.retain(CLIENT, Loopback.ALICE, Set.of());

        DialogEnded ended = served.next(DialogEnded.class);
        assertThat(ended.dialog()).isEqualTo(atServer);
        assertThat(ended.failure().originator()).as("it hears a BYE, and has not given up").isEqualTo(Originator.REMOTE);
    }

    @Test
    void aCallThatComesBeforeTheOwnerSaysWhatItKnowsRingsOn() throws Exception {
        called();
        goesOn(copy());
        server.answerReinvite(served.next(ReinviteReceived.class).dialog(), ANSWER);
        served.until("alice is registered once more", () -> served.all(ClientRegistered.class).size() == 2);
        UserAgentId client = served.all(ClientRegistered.class).get(1).userAgent();
        server.invite(client, new DialogId("from-server"), "sip:alice@sip.test", OFFER, List.of());
        DialogId ringing = heard.next(IncomingInvite.class).dialog();

        sip.retain(CLIENT, Loopback.ALICE, Set.of(CALL));
        heard.next(DialogConfirmed.class);
        sip.accept(ringing, ANSWER, List.of());

        assertThat(served.next(DialogAnswered.class).dialog()).isEqualTo(new DialogId("from-server"));
    }

    @Test
    void aCallThatHadNotComeUpHasFailed() throws Exception {
        sip.invite(Loopback.ALICE, CALL, "sip:100@sip.test", OFFER, List.of());
        DialogId atServer = served.next(IncomingInvite.class).dialog();
        server.ring(atServer);
        heard.next(DialogProgress.class);

        goesOn(copy());

        assertThat(heard.next(DialogFailed.class).dialog()).isEqualTo(CALL);
    }
}
