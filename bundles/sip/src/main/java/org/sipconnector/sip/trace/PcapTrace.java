/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.sipconnector.spi.explanation.ErrorText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes messages as UDP packets into a pcap file of raw IP packets. */
public final class PcapTrace implements TraceOutput {

    private static final Logger LOG = LoggerFactory.getLogger(PcapTrace.class);
    private static final int MAX_PAYLOAD = 65_000;
    private static final int UDP_HEADER = 8;
    private static final int LINKTYPE_RAW = 101;

    /** What passed a connector is for its operator alone. */
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final FileChannel file;

    /** @param goesOn whether the file is continued when there is one */
    public PcapTrace(Path path, boolean goesOn) throws IOException {
        if (goesOn && Files.exists(path)) {
            file = FileChannel.open(path, StandardOpenOption.APPEND);
            return;
        }
        Files.deleteIfExists(path);
        file = Files.getFileStore(path.toAbsolutePath().getParent()).supportsFileAttributeView("posix")
                ? FileChannel.open(path, NEW, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(path, NEW.toArray(StandardOpenOption[]::new));
        write(ByteBuffer.allocate(24).putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putInt(0).putInt(0)
                .putInt(262_144).putInt(LINKTYPE_RAW).flip());
    }

    @Override
    public synchronized void write(TracedMessage message) throws IOException {
        byte[] source = message.source().getAddress().getAddress();
        byte[] destination = message.destination().getAddress().getAddress();
        int payload = Math.min(message.bytes().length, MAX_PAYLOAD);
        int header = source.length == 4 ? 20 : 40;
        int size = header + UDP_HEADER + payload;
        ByteBuffer packet = ByteBuffer.allocate(16 + size);
        packet.putInt((int) (message.millis() / 1000)).putInt((int) (message.millis() % 1000) * 1000).putInt(size).putInt(size);
        if (source.length == 4) {
            ipv4(packet, source, destination, size);
        } else {
            packet.putInt(0x60000000).putShort((short) (UDP_HEADER + payload)).put((byte) 17).put((byte) 64)
                    .put(source).put(destination);
        }
        int udp = packet.position();
        packet.putShort((short) message.source().getPort()).putShort((short) message.destination().getPort())
                .putShort((short) (UDP_HEADER + payload)).putShort((short) 0).put(message.bytes(), 0, payload);
        if (source.length != 4) {
            packet.putShort(udp + 6, udpChecksum(packet.array(), udp, UDP_HEADER + payload, source, destination));
        }
        write(packet.flip());
    }

    private static void ipv4(ByteBuffer packet, byte[] source, byte[] destination, int size) {
        int start = packet.position();
        packet.putShort((short) 0x4500).putShort((short) size).putInt(0x00004000).put((byte) 64).put((byte) 17)
                .putShort((short) 0).put(source).put(destination);
        packet.putShort(start + 10, fold(sum(packet.array(), start, 20)));
    }

    /** IPv6 demands it; over the pseudo header of RFC 8200 section 8.1. */
    private static short udpChecksum(byte[] packet, int start, int length, byte[] source, byte[] destination) {
        long total = sum(packet, start, length) + sum(source, 0, source.length) + sum(destination, 0, destination.length)
                + length + 17;
        short checksum = fold(total);
        return checksum == 0 ? (short) 0xffff : checksum;
    }

    private static long sum(byte[] bytes, int start, int length) {
        long total = 0;
        for (int i = 0; i < length; i++) {
            int value = bytes[start + i] & 0xff;
            total += i % 2 == 0 ? value << 8 : value;
        }
        return total;
    }

    private static short fold(long total) {
        long folded = total;
        while (folded > 0xffff) {
            folded = (folded & 0xffff) + (folded >> 16);
        }
        return (short) ~folded;
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("SIP trace file could not be closed: {}", ErrorText.of(e));
        }
    }
}
