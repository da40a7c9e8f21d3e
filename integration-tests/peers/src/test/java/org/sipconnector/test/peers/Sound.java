/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our end of a call's sound: RTP packets with 20 ms of it each, without meaning but telling one from another. */
final class Sound implements AutoCloseable {

    private static final int PACKET_MILLIS = 20;
    private static final int HEADER = 12;
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");

    private final DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());

    Sound() throws IOException {
        socket.setSoTimeout(PACKET_MILLIS);
    }

    /** What we offer or answer. */
    String description() {
        return "v=0\r\no=- 7 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio " + socket.getLocalPort()
                + " RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n";
    }

    /** Speaks to a peer that echoes until as many packets of ours have come back; whether they have within a minute. */
    boolean comesBack(String peersDescription, int packets) throws IOException {
        Matcher port = PORT.matcher(peersDescription);
        if (!port.find()) {
            throw new IllegalArgumentException("no sound in " + peersDescription);
        }
        InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        int back = 0;
        for (int sent = 0; back < packets && System.nanoTime() < end; sent++) {
            byte[] speech = new byte[160];
            Arrays.fill(speech, (byte) 0x2a);
            byte[] packet = ByteBuffer.allocate(HEADER + speech.length).putShort((short) 0x8000).putShort((short) sent)
                    .putInt(sent * speech.length).putInt(4711).put(speech).array();
            socket.send(new DatagramPacket(packet, packet.length, peer));
            back += heard() ? 1 : 0;
        }
        return back == packets;
    }

    private boolean heard() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException nothing) {
            return false;
        }
        return packet.getLength() == HEADER + 160 && packet.getData()[1] == 0 && packet.getData()[HEADER + 80] == 0x2a;
    }

    @Override
    public void close() {
        socket.close();
    }
}
