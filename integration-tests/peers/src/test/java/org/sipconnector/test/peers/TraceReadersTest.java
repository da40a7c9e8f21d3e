/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.sip.SipFoundation;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipServers.ServerSettings;
import org.sipconnector.spi.sip.SipTraces.TraceSettings;
import org.sipconnector.test.peers.Collector.Collected;
import org.sipconnector.testkit.Await;

/** Other people's software reads our traces, and finds no secret in them. */
class TraceReadersTest {

    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.c2VjcmV0.c2lnbmF0dXJl";
    private static Kamailio kamailio;

    @TempDir
    Path folder;

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

    private static void register(SipFoundation sip, Transport transport, TraceSettings trace) throws Exception {
        Phone phone = new Phone(sip, "1001");
        sip.trace(ConnectorId.of("1001"), trace);
        phone.start(transport, kamailio.port(transport), Kamailio.DOMAIN, kamailio.authority());
        phone.next(SipEvent.TransportConnected.class);
        sip.register(phone.id);
        phone.next(SipEvent.Registered.class);
        sip.request(phone.id, new OutgoingRequest("told", "MESSAGE", "sip:nobody@sip.test",
                List.of(new Header("X-Bearer-Token", "c2VjcmV0")),
                Optional.of(new SipBody("application/json", "{\"jwt\":\"" + JWT + "\"}")), OutgoingRequest.TRANSACTION_TIMEOUT));
        phone.next(SipEvent.RequestFailed.class);
        sip.stopTrace(ConnectorId.of("1001"));
    }

    /** What the command-line Wireshark says of each packet: checksums are verified, what is malformed is named. */
    private static List<String> read(Path file) throws Exception {
        Programs.need("tshark", "tshark");
        Process tshark = new ProcessBuilder("tshark", "-r", file.toString(), "-o", "ip.check_checksum:TRUE", "-o",
                "udp.check_checksum:TRUE", "-T", "fields", "-E", "separator=|", "-e", "sip.Request-Line", "-e", "sip.Status-Line",
                "-e", "sip.auth.digest.response", "-e", "ip.checksum.status", "-e", "udp.checksum.status", "-e", "_ws.malformed")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tshark.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    @ParameterizedTest
    @EnumSource
    void anAnalyserShowsEachMessageOfEachTransport(Transport transport) throws Exception {
        Path file = folder.resolve("trace.pcap");
        try (SipFoundation sip = new SipFoundation()) {
            register(sip, transport, new TraceSettings(false, Optional.of(file), Optional.empty()));
        }
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("c2VjcmV0");
        String masked = "\"" + "*".repeat(32) + "\"";
        // over UDP a message whose answer is late is sent again
        List<String> lines = read(file).stream().distinct().toList();
        assertThat(lines.subList(0, 5)).containsExactly(
                "REGISTER sip:sip.test SIP/2.0|||1|3|",
                "|SIP/2.0 401 Unauthorized||1|3|",
                "REGISTER sip:sip.test SIP/2.0||" + masked + "|1|3|",
                "|SIP/2.0 200 OK||1|3|",
                "MESSAGE sip:nobody@sip.test SIP/2.0||" + masked + "|1|3|");
        assertThat(lines.get(5)).startsWith("|SIP/2.0 ").endsWith("||1|3|");
    }

    @Test
    void anAnalyserShowsMessagesBetweenAddressesOfVersion6() throws Exception {
        Path file = folder.resolve("trace6.pcap");
        try (SipFoundation sip = new SipFoundation()) {
            Phone server = new Phone(sip, "server");
            InetSocketAddress address = sip.listen(ConnectorId.of("server"), "server", new ServerSettings(Transport.TCP,
                    new InetSocketAddress(InetAddress.getByName("::1"), 0), "/", Optional.empty(), "sip.test"),
                    user -> Optional.empty()).toCompletableFuture().get(40, TimeUnit.SECONDS);
            Phone phone = new Phone(sip, "1001");
            sip.trace(ConnectorId.of("1001"), new TraceSettings(false, Optional.of(file), Optional.empty()));
            phone.start(Transport.TCP, "::1", address.getPort(), "sip.test", null);
            phone.next(SipEvent.TransportConnected.class);
            sip.request(phone.id, OutgoingRequest.options("asked", "sip:1001@sip.test"));
            phone.next(SipEvent.RequestAnswered.class);
            sip.release(ConnectorId.of("server"));
        }
        assertThat(read(file)).startsWith("OPTIONS sip:1001@sip.test SIP/2.0||||1|", "|SIP/2.0 200 OK|||1|");
    }

    @Test
    void aCollectorTakesEachMessageWithItsAddressesAndItsCallId() throws Exception {
        try (SipFoundation sip = new SipFoundation(); Collector collector = new Collector()) {
            register(sip, Transport.WSS, new TraceSettings(true, Optional.empty(), Optional.of(collector.address())));
            Await.until("everything is collected", () -> collector.collected().size() >= 6, collector::said);
            List<Collected> all = collector.collected();
            assertThat(all).extracting(Collected::what).startsWith("REGISTER", "401", "REGISTER", "200", "MESSAGE");
            assertThat(all.subList(0, 4)).extracting(Collected::callId).containsOnly(all.get(0).callId());
            assertThat(all.get(5).callId()).isEqualTo(all.get(4).callId()).isNotEqualTo(all.get(0).callId());
            assertThat(all).flatExtracting(Collected::source, Collected::destination).containsOnly("127.0.0.1");
            assertThat(all).filteredOn(one -> one.sourcePort() == 5060).extracting(Collected::what).startsWith("401", "200");
            assertThat(all.get(2).credentials()).contains("response=\"" + "*".repeat(32) + "\"");
            assertThat(collector.said()).doesNotContain("c2VjcmV0");
        }
    }
}
