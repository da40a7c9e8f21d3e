/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Secret;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.ServerEvent.ClientDisconnected;
import org.sipconnector.spi.sip.ServerEvent.ClientRegistered;
import org.sipconnector.spi.sip.ServerEvent.DialogRequestWaiting;
import org.sipconnector.spi.sip.SipEvent.DialogAnswered;
import org.sipconnector.spi.sip.SipEvent.DialogConfirmed;
import org.sipconnector.spi.sip.SipEvent.DialogEnded;
import org.sipconnector.spi.sip.SipEvent.IncomingInvite;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipEvent.ReinviteReceived;
import org.sipconnector.spi.sip.SipEvent.RequestAnswered;
import org.sipconnector.spi.sip.SipEvent.TransportConnected;
import org.sipconnector.spi.sip.SipEvent.TransportDisconnected;
import org.sipconnector.spi.sip.SipStatistics;
import org.sipconnector.spi.sip.SipTraces.TraceSettings;
import org.sipconnector.spi.sip.UserAgentSettings;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;

/** One foundation leaves everything to the next: clients, servers, and what is between them. */
class ContinuityTest {

    private static final SipStatistics EMPTY = new SipStatistics(0, 0, 0, 0, 0);
    private static final ConnectorId CLIENT = ConnectorId.of("client");
    private static final ConnectorId SERVER = ConnectorId.of("server");
    private static final DialogId CALL = new DialogId("call-1");
    private static final String OFFER = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";
    private static final String ANSWER = "v=0\r\no=- 2 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    private final EventRecorder heard = new EventRecorder();
    private final EventRecorder served = new EventRecorder();
    private SipFoundation sip = attached();
    private UserAgentSettings settings;

    private SipFoundation attached() {
        SipFoundation made = fixture.ends(new SipFoundation());
        made.attach(SERVER, served);
        made.attach(CLIENT, heard);
        return made;
    }

    private void listen(Transport transport) throws Exception {
        int port = sip.listen(SERVER, "mcu", Settings.serving(transport, ""),
                user -> Optional.of(Secret.of("pw-" + user))).toCompletableFuture().get(40, TimeUnit.SECONDS).getPort();
        settings = Settings.alice(transport, "127.0.0.1", port);
    }

    private void start() {
        sip.start(CLIENT, Loopback.ALICE, settings);
        heard.next(TransportConnected.class);
    }

    private void registered() {
        start();
        sip.register(Loopback.ALICE);
        heard.next(Registered.class);
        served.next(ClientRegistered.class);
    }

    private DialogId called() {
        sip.invite(Loopback.ALICE, CALL, "sip:100@sip.test", OFFER, List.of());
        DialogId atServer = served.next(IncomingInvite.class).dialog();
        sip.accept(atServer, ANSWER, List.of());
        heard.next(DialogAnswered.class);
        sip.acknowledge(CALL);
        heard.next(DialogConfirmed.class);
        served.next(DialogConfirmed.class);
        return atServer;
    }

    /** As the stand-in does it when the bundle is replaced. */
    private void replace() {
        SipFoundation former = sip;
        Map<ConnectorId, Object> left = former.leave();
        assertThat(former.statistics()).isEqualTo(EMPTY);
        former.close();
        sip = attached();
        left.forEach(sip::takeUp);
    }

    private void talk(DialogId atServer) {
        sip.requestInDialog(CALL, OutgoingRequest.info("digit", List.of(), new SipBody("application/dtmf-relay", "Signal=5")));
        DialogRequestWaiting info = served.next(DialogRequestWaiting.class);
        assertThat(info.dialog()).isEqualTo(atServer);
        sip.answer(atServer, info.request(), 200, Optional.empty(), List.of());
        assertThat(heard.next(RequestAnswered.class).id()).isEqualTo("digit");
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = {"TCP", "WS", "UDP"})
    void callAndRegistrationGoOnAndNeitherOwnerNotices(Transport transport) throws Exception {
        listen(transport);
        registered();
        DialogId atServer = called();
        talk(atServer);
        int events = heard.all().size();

        for (int i = 0; i < 2; i++) {
            replace();
            assertThat(served.next(ReinviteReceived.class).offer()).contains(OFFER);
            sip.answerReinvite(atServer, ANSWER);
            assertThat(heard.all()).hasSize(events);
            talk(atServer);
            events++;
        }
        assertThat(served.all()).noneMatch(ClientDisconnected.class::isInstance);
        assertThat(heard.all()).noneMatch(TransportDisconnected.class::isInstance);

        sip.terminate(CALL, SipCause.TERMINATED, Optional.empty());
        assertThat(served.next(DialogEnded.class).dialog()).isEqualTo(atServer);
        sip.stop(Loopback.ALICE);
        heard.next(TransportDisconnected.class);
        sip.close("mcu").toCompletableFuture().get(40, TimeUnit.SECONDS);
        Await.reading("nothing is left", sip::statistics, EMPTY::equals);
    }

    @Test
    void commandGivenBeforeTheConnectionIsBackWaitsForIt() throws Exception {
        listen(Transport.TCP);
        start();
        DialogId atServer = called();
        Map<ConnectorId, Object> left = sip.leave();
        sip.close();
        sip = attached();
        left.forEach(sip::takeUp);
        talk(atServer);
        sip.answerReinvite(atServer, ANSWER);
    }

    @Test
    void requestUnderWayIsAnsweredBeforeTheFoundationLeaves() throws Exception {
        listen(Transport.TCP);
        start();
        DialogId atServer = called();
        sip.requestInDialog(CALL, OutgoingRequest.info("digit", List.of(), new SipBody("application/dtmf-relay", "Signal=5")));
        DialogRequestWaiting info = served.next(DialogRequestWaiting.class);
        SipFoundation former = sip;
        var leaving = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> former.leave(new LeavePeriods(Loopback.PATIENCE, Loopback.PATIENCE, Loopback.PATIENCE)));
        former.answer(atServer, info.request(), 200, Optional.empty(), List.of());
        heard.next(RequestAnswered.class);
        leaving.get(40, TimeUnit.SECONDS);
    }

    @Test
    void traceGoesOnInTheSameFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("call.pcap");
        listen(Transport.TCP);
        start();
        sip.trace(CLIENT, new TraceSettings(false, Optional.of(file), Optional.empty()));
        DialogId atServer = called();
        long before = Files.size(file);
        replace();
        served.next(ReinviteReceived.class);
        sip.answerReinvite(atServer, ANSWER);
        talk(atServer);
        sip.stopTrace(CLIENT);
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(all.length()).isGreaterThan((int) before);
        assertThat(all.split("\\d+ INVITE\r\n", -1).length).as("INVITE and re-INVITE").isGreaterThan(5);
        assertThat(all).contains(" INFO\r\n");
    }

    @Test
    void aUserAgentThatWasStoppedIsNotLeftAndItsOwnerHearsTheEndThoughTheServerSaysNothing() throws Exception {
        listen(Transport.TCP);
        start();
        sip.register(Loopback.ALICE);
        heard.next(Registered.class);
        sip.stall(served.next(ClientRegistered.class).userAgent());
        sip.stop(Loopback.ALICE);

        replace();

        assertThat(heard.next(TransportDisconnected.class).error()).isFalse();
        start();
    }

    @Test
    void registrationUnderWayIsAnsweredByTheNextFoundation() throws Exception {
        RawPeer peer = fixture.peer();
        listen(Transport.TCP);
        settings = Settings.at(settings, peer.port());
        start();
        peer.accept();
        sip.register(Loopback.ALICE);
        RawPeer.Message first = peer.read("REGISTER");
        replace();
        peer.accept();
        RawPeer.Message second = peer.read("REGISTER");
        assertThat(second.header("Call-ID")).isEqualTo(first.header("Call-ID"));
        assertThat(second.header("Contact")).contains("sip.instance");
        peer.answer(second, "200 OK", "t1", "Expires: 60");
        heard.next(Registered.class);
    }

    @Test
    void serverThatDoesNotComeBackIsALostTransport() throws Exception {
        RawPeer peer = fixture.peer();
        listen(Transport.TCP);
        settings = Settings.at(settings, peer.port());
        start();
        peer.accept();
        sip.register(Loopback.ALICE);
        peer.answer(peer.read("REGISTER"), "200 OK", "t1", "Expires: 60");
        heard.next(Registered.class);
        Map<ConnectorId, Object> left = sip.leave();
        peer.close();
        sip.close();
        sip = attached();
        left.forEach(sip::takeUp);
        assertThat(heard.next(TransportDisconnected.class).error()).isTrue();
    }

    @Test
    void clientThatDoesNotComeBackIsGoneForTheServerWhenItsListenerCloses() throws Exception {
        listen(Transport.TCP);
        registered();
        DialogId atServer = called();
        Map<ConnectorId, Object> left = sip.leave();
        sip.close();
        sip = attached();
        sip.takeUp(SERVER, left.get(SERVER));
        assertThat(sip.statistics().dialogs()).isEqualTo(1);
        sip.close("mcu");
        assertThat(served.next(DialogEnded.class).dialog()).isEqualTo(atServer);
        served.next(ClientDisconnected.class);
        Await.reading("nothing is left", sip::statistics, EMPTY::equals);
    }
}
