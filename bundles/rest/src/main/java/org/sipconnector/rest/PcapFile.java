/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sipconnector.spi.sip.SipTraces;

/**
 * SIP messages as a file for protocol analysers: one UDP packet each, whatever its transport was, with the server on port 5060. This
 * side, and a server that has no IPv4 address, is shown by an address that nobody has (RFC 5737).
 */
final class PcapFile {

    static final String MEDIA_TYPE = "application/vnd.tcpdump.pcap";

    private static final int MICROS = 1_000_000;
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int RAW_IP = 101;
    private static final int FILE_HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int LARGEST = 65_000;
    private static final int SERVER_PORT = 5060;
    private static final int OWN_PORT = 5062;
    private static final byte[] OWN = {(byte) 192, 0, 2, 1};
    private static final byte[] UNKNOWN = {(byte) 192, 0, 2, 2};
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?::\\d+)?");

    private PcapFile() {}

    static byte[] of(List<SipTraces.ShownMessage> messages) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(FILE_HEADER).putInt(MAGIC).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0)
                .putInt(1 << 18).putInt(RAW_IP).array());
        messages.forEach(message -> file.writeBytes(packet(message)));
        return file.toByteArray();
    }

    private static byte[] packet(SipTraces.ShownMessage message) {
        byte[] text = message.text().getBytes(UTF_8);
        int payload = Math.min(text.length, LARGEST);
        int size = IP_HEADER + UDP_HEADER + payload;
        byte[] server = address(message.peer());
        ByteBuffer packet = ByteBuffer.allocate(PACKET_HEADER + size);
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, message.at());
        packet.putInt((int) (micros / MICROS)).putInt((int) (micros % MICROS)).putInt(size).putInt(size);
        ip(packet, size, message.sent() ? OWN : server, message.sent() ? server : OWN);
        packet.putShort((short) (message.sent() ? OWN_PORT : SERVER_PORT)).putShort((short) (message.sent() ? SERVER_PORT : OWN_PORT))
                .putShort((short) (UDP_HEADER + payload)).putShort((short) 0).put(text, 0, payload);
        return packet.array();
    }

    private static void ip(ByteBuffer packet, int size, byte[] source, byte[] destination) {
        int start = packet.position();
        packet.putShort((short) 0x4500).putShort((short) size).putInt(0x4000).put((byte) 64).put((byte) 17).putShort((short) 0).put(source)
                .put(destination);
        int sum = 0;
        for (int at = start; at < start + IP_HEADER; at += 2) {
            sum += packet.getShort(at) & 0xffff;
        }
        sum = (sum & 0xffff) + (sum >> 16);
        packet.putShort(start + 10, (short) ~(sum + (sum >> 16)));
    }

    private static byte[] address(String peer) {
        Matcher figures = IPV4.matcher(peer);
        if (!figures.matches()) {
            return UNKNOWN;
        }
        byte[] address = new byte[4];
        for (int part = 0; part < address.length; part++) {
            address[part] = (byte) Integer.parseInt(figures.group(part + 1));
        }
        return address;
    }
}
