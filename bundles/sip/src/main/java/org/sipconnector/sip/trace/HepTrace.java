/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends messages to a collector in the Homer encapsulation protocol, version 3. */
public final class HepTrace implements TraceOutput {

    private static final Logger LOG = LoggerFactory.getLogger(HepTrace.class);
    private static final int MAX_PAYLOAD = 60_000;
    private static final byte SIP = 1;
    private static final int AGENT = 2_001;
    private static final Pattern CALL_ID = Pattern.compile("(?im)^(?:call-id|i)\\s*:\\s*(\\S+)");

    private final DatagramChannel channel;

    public HepTrace(InetSocketAddress collector) throws IOException {
        channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.connect(collector);
    }

    @Override
    public synchronized void write(TracedMessage message) {
        byte[] source = message.source().getAddress().getAddress();
        byte[] destination = message.destination().getAddress().getAddress();
        boolean six = source.length == 16;
        ByteBuffer packet = ByteBuffer.allocate(MAX_PAYLOAD + 1_024);
        packet.put("HEP3".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0);
        chunk(packet, 1, 1).put((byte) (six ? 10 : 2));
        chunk(packet, 2, 1).put((byte) (message.transport().equals("UDP") ? 17 : 6));
        chunk(packet, six ? 5 : 3, source.length).put(source);
        chunk(packet, six ? 6 : 4, destination.length).put(destination);
        chunk(packet, 7, 2).putShort((short) message.source().getPort());
        chunk(packet, 8, 2).putShort((short) message.destination().getPort());
        chunk(packet, 9, 4).putInt((int) (message.millis() / 1000));
        chunk(packet, 10, 4).putInt((int) (message.millis() % 1000) * 1000);
        chunk(packet, 11, 1).put(SIP);
        chunk(packet, 12, 4).putInt(AGENT);
        byte[] call = callId(message.bytes());
        chunk(packet, 17, call.length).put(call);
        int payload = Math.min(message.bytes().length, MAX_PAYLOAD);
        chunk(packet, 15, payload).put(message.bytes(), 0, payload);
        packet.putShort(4, (short) packet.position());
        try {
            channel.write(packet.flip());
        } catch (IOException e) {
            // a collector that is away must not end the trace: it may come back
            LOG.debug("HEP: {}", e.toString());
        }
    }

    private static ByteBuffer chunk(ByteBuffer packet, int type, int length) {
        return packet.putShort((short) 0).putShort((short) type).putShort((short) (6 + length));
    }

    private static byte[] callId(byte[] message) {
        Matcher matcher = CALL_ID.matcher(new String(message, StandardCharsets.UTF_8));
        String found = matcher.find() ? matcher.group(1) : "";
        return found.substring(0, Math.min(found.length(), 255)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("HEP: {}", e.toString());
        }
    }
}
