/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.DialogFailed;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.RegistrationFailed;
import org.sipconnector.spi.sip.SipEvent.ReinviteFailed;
import org.sipconnector.spi.sip.SipEvent.RequestFailed;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.testkit.Await;

/** A real proxy freezes and is killed: whatever was under way is told truly, and everybody comes back to the next. */
@Timeout(600)
class KilledServerTest {

    private static final String SDP = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    /** Accounts that register at once. */
    private static final int ACCOUNTS = 40;

    private final SipFoundation sip = new SipFoundation();
    private Kamailio kamailio;

    @BeforeEach
    void startKamailio() throws Exception {
        kamailio = Programs.kamailio();
    }

    @AfterEach
    void stop() throws Exception {
        sip.close();
        if (kamailio != null) {
            kamailio.close();
        }
    }

    private Phone connected(String user, Transport transport) throws Exception {
        Phone phone = new Phone(sip, user);
        phone.start(transport, kamailio.port(transport), Kamailio.DOMAIN, kamailio.authority());
        phone.next(TransportConnected.class);
        return phone;
    }

    private Phone registered(String user, Transport transport) throws Exception {
        Phone phone = connected(user, transport);
        sip.register(phone.id);
        phone.next(Registered.class);
        return phone;
    }

    private DialogId talking(Phone caller, Phone called, String user) throws Exception {
        DialogId call = new DialogId("call-" + user);
        sip.invite(caller.id, call, "sip:" + user + "@sip.test", SDP, List.of());
        sip.accept(called.next(IncomingInvite.class).dialog(), SDP, List.of());
        caller.next(DialogAnswered.class);
        sip.acknowledge(call);
        called.next(DialogConfirmed.class);
        return call;
    }

    private static void bySystem(SipFailure failure) {
        assertThat(List.of(failure.originator(), failure.cause())).as("%s", failure)
                .isEqualTo(List.of(Originator.SYSTEM, SipCause.CONNECTION_ERROR));
    }

    @ParameterizedTest
    @EnumSource
    void everythingUnderWayFailsByTheSystemAndEverybodyRegistersAgain(Transport transport) throws Exception {
        Phone registering = connected("1001", transport);
        Phone inviting = registered("1002", transport);
        Phone asking = registered("1003", transport);
        Phone offering = registered("1004", transport);
        Phone offered = registered("1005", transport);
        Phone leaving = registered("1006", transport);
        Phone left = registered("1007", transport);
        DialogId kept = talking(offering, offered, "1005");
        DialogId ended = talking(leaving, left, "1007");
        kamailio.freeze();
        sip.register(registering.id);
        sip.invite(inviting.id, new DialogId("unanswered"), "sip:1003@sip.test", SDP, List.of());
        sip.request(asking.id, OutgoingRequest.options("unanswered", "sip:1002@sip.test"));
        sip.reinvite(kept, SDP, List.of());
        sip.terminate(ended, SipCause.TERMINATED, Optional.empty());
        assertThat(leaving.next(DialogEnded.class).failure().originator()).isEqualTo(Originator.LOCAL);
        kamailio.kill();

        bySystem(registering.next(RegistrationFailed.class).failure());
        bySystem(inviting.next(DialogFailed.class).failure());
        bySystem(asking.next(RequestFailed.class).failure());
        bySystem(offering.next(ReinviteFailed.class).failure());
        for (Phone phone : List.of(registering, inviting, asking, offering, leaving)) {
            TransportDisconnected lost = phone.next(TransportDisconnected.class);
            assertThat(lost.error() && lost.opened()).as("%s", lost).isTrue();
        }
        kamailio.launch();
        for (Phone phone : List.of(registering, inviting, asking, offering, leaving)) {
            phone.next(Registered.class);
        }
        assertThat(leaving.heard(DialogEnded.class)).as("ended once").isEqualTo(1);
        for (Phone phone : List.of(registering, inviting, asking, offering, offered, leaving, left)) {
            sip.stop(phone.id);
        }
        Await.reading("nothing is left", sip::statistics, new SipStatistics(0, 0, 0, 0, 0)::equals);
    }

    /** Over UDP only what is sent shows that nobody is there; what is sent here the owner's probes are otherwise. */
    @ParameterizedTest
    @EnumSource
    void restartDuringRegistrationsLosesNobody(Transport transport) throws Exception {
        List<Phone> phones = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            phones.add(connected(Integer.toString(3000 + i), transport));
        }
        phones.forEach(phone -> sip.register(phone.id));
        for (Phone phone : phones.subList(0, ACCOUNTS / 4)) {
            phone.next(Registered.class);
        }
        kamailio.kill();
        phones.forEach(phone -> sip.request(phone.id, OutgoingRequest.options("probe", "sip:probe@sip.test")));
        for (Phone phone : phones) {
            phone.next(TransportDisconnected.class);
        }
        kamailio.launch();
        for (Phone phone : phones) {
            phone.next(Registered.class);
            assertThat(kamailio.registrations(phone.id.value())).isEqualTo(1);
        }
    }

    @Test
    void establishedCallOfAServerThatStaysAwayEndsByTheSystemOnBothSides() throws Exception {
        Phone caller = registered("1001", Transport.TCP);
        Phone called = registered("1002", Transport.WS);
        talking(caller, called, "1002");
        kamailio.kill();
        for (Phone phone : List.of(caller, called)) {
            bySystem(phone.next(DialogEnded.class).failure());
        }
        assertThat(Stream.of(caller, called).mapToLong(phone -> phone.heard(DialogFailed.class)).sum()).isZero();
        Await.reading("no dialog is left", sip::statistics, now -> now.dialogs() == 0);
    }
}
