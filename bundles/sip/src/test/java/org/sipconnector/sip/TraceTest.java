/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipEvent.Registered;
import org.sipconnector.spi.sip.SipTraces;
import org.sipconnector.spi.sip.SipTraces.TraceSettings;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;

/** What a trace shows, and what it never shows. */
class TraceTest {

    @RegisterExtension
    final SipFixture fixture = new SipFixture();

    @TempDir
    Path folder;

    @Test
    void theLatestMessagesAreShownWhileTheTraceGoesOnAndNoneAfterwards() throws Exception {
        Loopback loopback = fixture.over(Transport.WSS);
        assertThat(loopback.client.latest(loopback.clientOwner())).isEmpty();
        assertThat(loopback.client.traced(loopback.clientOwner())).isEmpty();
        TraceSettings settings = new TraceSettings(false, Optional.empty(), Optional.empty());
        loopback.client.trace(loopback.clientOwner(), settings);
        assertThat(loopback.client.traced(loopback.clientOwner())).contains(settings);
        loopback.connectAlice();
        loopback.client.register(Loopback.ALICE);
        loopback.heard.next(Registered.class);
        Await.until("all messages are shown", () -> loopback.client.latest(loopback.clientOwner()).size() == 4);
        assertThat(loopback.client.latest(loopback.clientOwner())).extracting(SipTraces.ShownMessage::sent).containsExactly(true, false, true, false);
        assertThat(loopback.client.latest(loopback.clientOwner()).get(2).text()).contains("username=\"alice\"")
                .containsPattern("response=\"\\*{32}\"");
        loopback.client.stopTrace(loopback.clientOwner());
        assertThat(loopback.client.latest(loopback.clientOwner())).isEmpty();
        assertThat(loopback.client.traced(loopback.clientOwner())).isEmpty();
        loopback.stopAndExpectNothingLeft();
    }

    @Test
    void encryptedMessagesAppearAsUdpPacketsOfAPcapFileWithCredentialsMasked() throws Exception {
        Path file = folder.resolve("trace.pcap");
        Loopback loopback = fixture.over(Transport.WSS);
        loopback.client.trace(loopback.clientOwner(), new TraceSettings(false, Optional.of(file), Optional.empty()));
        loopback.connectAlice();
        loopback.client.register(Loopback.ALICE);
        loopback.heard.next(Registered.class);
        loopback.client.stopTrace(loopback.clientOwner());
        loopback.stopAndExpectNothingLeft();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        List<String> messages = packets(Files.readAllBytes(file));
        assertThat(messages).extracting(message -> message.lines().findFirst().orElse(""))
                .containsExactly("REGISTER sip:sip.test SIP/2.0", "SIP/2.0 401 Unauthorized",
                        "REGISTER sip:sip.test SIP/2.0", "SIP/2.0 200 OK");
        assertThat(messages.get(2)).contains("username=\"alice\"").containsPattern("response=\"\\*{32}\"");
    }

    @Test
    void isSwitchedWhileTheConnectorRunsAndConcernsNoOther() throws Exception {
        Path first = folder.resolve("first.pcap");
        Path second = folder.resolve("second.pcap");
        Loopback loopback = fixture.over(Transport.TCP);
        loopback.connectAlice();
        ConnectorId other = ConnectorId.of("other");
        EventRecorder heardByOther = new EventRecorder();
        loopback.client.attach(other, heardByOther);
        loopback.client.start(other, new UserAgentId("bob"), loopback.settings("bob", "pw-bob"));
        heardByOther.next(SipEvent.TransportConnected.class);
        say(loopback, "before");
        loopback.client.trace(loopback.clientOwner(), new TraceSettings(false, Optional.of(first), Optional.empty()));
        say(loopback, "first");
        loopback.client.request(new UserAgentId("bob"), OutgoingRequest.options("x", "sip:stranger@sip.test"));
        heardByOther.next(SipEvent.RequestAnswered.class);
        loopback.client.stopTrace(loopback.clientOwner());
        say(loopback, "between");
        loopback.client.trace(loopback.clientOwner(), new TraceSettings(false, Optional.of(second), Optional.empty()));
        say(loopback, "second");
        loopback.client.release(other);
        loopback.stopAndExpectNothingLeft();
        loopback.close();
        assertThat(packets(Files.readAllBytes(first))).extracting(message -> message.lines().findFirst().orElse(""))
                .containsExactly("OPTIONS sip:first@sip.test SIP/2.0", "SIP/2.0 200 OK");
        assertThat(packets(Files.readAllBytes(second))).extracting(message -> message.lines().findFirst().orElse(""))
                .containsExactly("OPTIONS sip:second@sip.test SIP/2.0", "SIP/2.0 200 OK");
    }

    private static void say(Loopback loopback, String target) {
        loopback.client.request(Loopback.ALICE, OutgoingRequest.options(target, "sip:" + target + "@sip.test"));
        loopback.heard.next(SipEvent.RequestAnswered.class);
    }

    private static List<String> packets(byte[] pcap) {
        ByteBuffer file = ByteBuffer.wrap(pcap);
        assertThat(file.getInt()).isEqualTo(0xa1b2c3d4);
        assertThat(file.getInt(20)).isEqualTo(101);
        file.position(24);
        List<String> messages = new ArrayList<>();
        while (file.hasRemaining()) {
            file.position(file.position() + 8);
            byte[] packet = new byte[file.getInt()];
            assertThat(file.getInt()).isEqualTo(packet.length);
            file.get(packet);
            assertThat(checksum(packet, 20)).as("checksum of the IP header").isEqualTo(0xffff);
            ByteBuffer ip = ByteBuffer.wrap(packet);
            assertThat(ip.get(9)).isEqualTo((byte) 17);
            assertThat(List.of((int) ip.getChar(20), (int) ip.getChar(22))).contains(5060);
            assertThat((int) ip.getChar(24)).isEqualTo(packet.length - 20);
            messages.add(new String(packet, 28, packet.length - 28, StandardCharsets.UTF_8));
        }
        return messages;
    }

    private static int checksum(byte[] bytes, int length) {
        int sum = 0;
        for (int i = 0; i < length; i += 2) {
            sum += (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff;
        }
        return (sum & 0xffff) + (sum >> 16);
    }

    @Test
    void collectorGetsEachMessageWithItsCallId() throws Exception {
        Loopback loopback = fixture.over(Transport.TCP);
        try (DatagramSocket collector = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            collector.setSoTimeout(40_000);
            loopback.client.trace(loopback.clientOwner(), new TraceSettings(true, Optional.empty(),
                    Optional.of((InetSocketAddress) collector.getLocalSocketAddress())));
            loopback.connectAlice();
            loopback.client.register(Loopback.ALICE);
            DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
            collector.receive(packet);
            ByteBuffer hep = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
            assertThat(hep.getInt()).isEqualTo(0x48455033);
            assertThat((int) hep.getChar()).isEqualTo(packet.getLength());
            String callId = "";
            String payload = "";
            while (hep.hasRemaining()) {
                hep.getChar();
                int type = hep.getChar();
                byte[] value = new byte[hep.getChar() - 6];
                hep.get(value);
                callId = type == 17 ? new String(value, StandardCharsets.UTF_8) : callId;
                payload = type == 15 ? new String(value, StandardCharsets.UTF_8) : payload;
            }
            assertThat(payload).startsWith("REGISTER ").contains("Call-ID: " + callId + "\r\n");
            loopback.heard.next(Registered.class);
            loopback.stopAndExpectNothingLeft();
        }
    }

    @Test
    void fileThatCannotBeWrittenIsNamed() {
        SipFoundation sip = fixture.ends(new SipFoundation());
        assertThatThrownBy(() -> sip.trace(ConnectorId.of("c"),
                new TraceSettings(false, Optional.of(Path.of("/no/such/folder/x.pcap")), Optional.empty())))
                .isInstanceOf(UncheckedIOException.class).hasMessageContaining("/no/such/folder/x.pcap");
    }
}
