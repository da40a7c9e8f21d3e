/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.foundation.JumpingAhead;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogRequestReceived;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.RegistrationFailed;
import org.sipconnector.spi.sip.SipEvent.ReinviteFailed;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.testkit.Await;

/**
 * An account goes on in another process, as it was kept, while the former one knows nothing of that and sends: what a real registrar and
 * the peer of a call do with it. Nothing keeps it from sending here, as the time it may send for does in a cluster.
 */
class FormerOwnerTest {

    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final SipBody KEY = new SipBody("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n");
    private static final DialogId CALL = new DialogId("call");
    private static Kamailio kamailio;

    private final SipFoundation former = new SipFoundation();
    private final SipFoundation next = new SipFoundation();
    private final SipFoundation peer = new SipFoundation();

    @BeforeAll
    static void startKamailio() throws Exception {
        kamailio = Programs.kamailio();
    }

    @AfterAll
    static void stopKamailio() throws Exception {
        if (kamailio != null) {
            kamailio.close();
        }
    }

    @AfterEach
    void closeAll() {
        List.of(former, next, peer).forEach(SipFoundation::close);
    }

    /** Of each test and transport another one: a connection that has gone may be known for a while. */
    private String user(String name, Transport transport) {
        return name + '-' + transport + '-' + System.identityHashCode(this);
    }

    private static Phone registered(SipFoundation sip, String user, Transport transport) throws InterruptedException {
        Phone phone = new Phone(sip, user);
        phone.start(transport, kamailio.port(transport), Kamailio.DOMAIN, kamailio.authority());
        phone.next(TransportConnected.class);
        sip.register(phone.id);
        phone.next(Registered.class);
        return phone;
    }

    /** The account as a store has it, in another process. */
    private Phone takenUp(String user) {
        ConnectorId owner = ConnectorId.of(user);
        Object kept = former.copy(owner).toCompletableFuture().join().orElseThrow();
        Phone phone = new Phone(next, user);
        next.takeUp(owner, ((JumpingAhead) kept).jumpedAhead(Duration.ZERO));
        // its owner has it as registered, and is told once more
        next.retain(owner, Set.of(phone.id));
        phone.next(Registered.class);
        return phone;
    }

    private DialogId callsTo(String user, Phone caller, Phone called) {
        DialogId call = new DialogId("to-" + user + '-' + System.nanoTime());
        caller.sip.invite(caller.id, call, "sip:" + user + "@sip.test", OFFER, List.of());
        DialogId there = called.next(IncomingInvite.class).dialog();
        called.sip.reject(there, 486, Optional.empty(), List.of());
        return there;
    }

    private void contacts(String user, int number) {
        Await.reading(number + " contacts are bound", () -> kamailio.registrations(user), now -> now == number);
    }

    @ParameterizedTest
    @EnumSource
    void thePeerOfACallRefusesItsRequests(Transport transport) throws Exception {
        Phone before = registered(former, user("a", transport), transport);
        Phone called = registered(peer, user("b", transport), transport);
        former.invite(before.id, CALL, "sip:" + user("b", transport) + "@sip.test", OFFER, List.of());
        DialogId there = called.next(IncomingInvite.class).dialog();
        peer.accept(there, ANSWER, List.of());
        before.next(DialogAnswered.class);
        former.acknowledge(CALL);
        called.next(DialogConfirmed.class);
        Phone after = takenUp(user("a", transport));
        peer.answerReinvite(called.next(ReinviteReceived.class).dialog(), ANSWER);

        former.requestInDialog(CALL, OutgoingRequest.info("late", List.of(), KEY));
        assertThat(before.next(RequestFailed.class).failure().status()).isEqualTo(500);
        former.reinvite(CALL, OFFER, List.of());
        assertThat(before.next(ReinviteFailed.class).failure().status()).isEqualTo(500);
        former.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        before.next(DialogEnded.class);

        next.requestInDialog(CALL, OutgoingRequest.info("dtmf", List.of(), KEY));
        assertThat(after.next(RequestAnswered.class).status()).isEqualTo(200);
        called.next(DialogRequestReceived.class);
        assertThat(called.heard(DialogRequestReceived.class)).as("only the new owner's is heard").isEqualTo(1);
        assertThat(called.heard(ReinviteReceived.class)).as("only the new owner's is heard").isEqualTo(1);
        assertThat(called.heard(DialogEnded.class)).isZero();
        peer.terminate(there, SipCause.TERMINATED, Optional.empty());
        after.next(DialogEnded.class);
    }

    /** Kamailio compares instances, and then no CSeq: who registers last has the calls. */
    @ParameterizedTest
    @EnumSource
    void aRegistrarThatKnowsInstancesHasTheLatestOfBoth(Transport transport) throws Exception {
        Phone before = registered(former, user("a", transport), transport);
        Phone caller = registered(peer, user("b", transport), transport);
        Phone after = takenUp(user("a", transport));
        contacts(user("a", transport), 1);
        callsTo(user("a", transport), caller, after);

        former.register(before.id);
        before.next(Registered.class);
        contacts(user("a", transport), 1);
        callsTo(user("a", transport), caller, before);

        next.register(after.id);
        after.next(Registered.class);
        contacts(user("a", transport), 1);
        callsTo(user("a", transport), caller, after);
    }

    @ParameterizedTest
    @EnumSource(names = {"WS", "WSS"}, mode = EnumSource.Mode.EXCLUDE)
    void fromARegistrarThatKeepsBothAddressesTheNewOwnerTakesTheFormer(Transport transport) throws Exception {
        Phone before = registered(former, user("plain-a", transport), transport);
        Phone caller = registered(peer, user("b", transport), transport);
        Phone after = takenUp(user("plain-a", transport));
        contacts(user("plain-a", transport), 1);
        callsTo(user("plain-a", transport), caller, after);

        former.register(before.id);
        before.next(Registered.class);
        contacts(user("plain-a", transport), 2);

        next.register(after.id);
        after.next(Registered.class);
        contacts(user("plain-a", transport), 1);
        callsTo(user("plain-a", transport), caller, after);
    }

    /** Over WebSocket the Contact is a name that stays. */
    @ParameterizedTest
    @EnumSource(names = {"WS", "WSS"})
    void aRegistrarThatComparesContactsRefusesTheSameOne(Transport transport) throws Exception {
        Phone before = registered(former, user("plain-a", transport), transport);
        Phone caller = registered(peer, user("b", transport), transport);
        Phone after = takenUp(user("plain-a", transport));
        contacts(user("plain-a", transport), 1);

        former.register(before.id);
        assertThat(before.next(RegistrationFailed.class).failure().status()).isEqualTo(400);
        callsTo(user("plain-a", transport), caller, after);
    }
}
