/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sipconnector.spi.sip.SipTraces.ShownMessage;

class PcapFileTest {

    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000, 123_456_000);
    private static final int FIRST = 24;
    private static final int IP = FIRST + 16;
    private static final int UDP = IP + 20;

    private static byte[] file(boolean sent, String peer, String text) {
        return PcapFile.of(List.of(new ShownMessage(AT, sent, "WSS", peer, text)));
    }

    @Test
    void aMessageIsOnePacketAtItsTimeWithTheServerOnItsPort() {
        byte[] file = file(true, "198.51.100.7:443", "OPTIONS sip:x SIP/2.0\r\n\r\n");
        ByteBuffer read = ByteBuffer.wrap(file);
        assertThat(read.getInt(0)).isEqualTo(0xa1b2c3d4);
        assertThat(read.getInt(20)).as("raw IP").isEqualTo(101);
        assertThat(read.getInt(FIRST)).isEqualTo(1_700_000_000);
        assertThat(read.getInt(FIRST + 4)).isEqualTo(123_456);
        assertThat(read.getInt(FIRST + 8)).isEqualTo(file.length - IP);
        assertThat(Arrays.copyOfRange(file, IP + 16, IP + 20)).containsExactly(198, 51, 100, 7);
        assertThat(read.getShort(UDP + 2)).isEqualTo((short) 5060);
        assertThat(new String(file, UDP + 8, file.length - UDP - 8, UTF_8)).startsWith("OPTIONS ");
        assertThat(sum(read)).as("the checksum makes it whole").isEqualTo(0xffff);
    }

    @Test
    void whatWasReceivedComesFromTheServer() {
        ByteBuffer read = ByteBuffer.wrap(file(false, "[2001:db8::1]:443", "SIP/2.0 200 OK\r\n\r\n"));
        assertThat(read.getShort(UDP)).isEqualTo((short) 5060);
        assertThat(read.getInt(IP + 12)).as("an address that nobody has").isEqualTo(0xc0000202);
    }

    @Test
    void aMessageThatFitsInNoPacketIsCut() {
        assertThat(file(true, "a", "x".repeat(100_000))).hasSizeLessThan(66_000);
    }

    private static int sum(ByteBuffer packet) {
        int sum = 0;
        for (int at = IP; at < UDP; at += 2) {
            sum += packet.getShort(at) & 0xffff;
        }
        return (sum & 0xffff) + (sum >> 16);
    }
}
