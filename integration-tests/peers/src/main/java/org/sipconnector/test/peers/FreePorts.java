/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.peers;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports for programs that are told theirs. They are held all at once, so that they differ, and free for both protocols: a number
 * free for UDP may be that of somebody's TCP connection. Somebody may take one before the program does, which then has to be
 * started with others.
 */
public final class FreePorts {

    private FreePorts() {}

    public static int one() throws IOException {
        return some(1).get(0);
    }

    public static List<Integer> some(int count) throws IOException {
        List<Closeable> held = new ArrayList<>();
        try {
            List<Integer> ports = new ArrayList<>();
            while (ports.size() < count) {
                ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(tcp);
                try {
                    held.add(new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress()));
                    ports.add(tcp.getLocalPort());
                } catch (BindException taken) {
                    // the next one may be free
                }
            }
            return ports;
        } finally {
            for (Closeable each : held) {
                each.close();
            }
        }
    }
}
