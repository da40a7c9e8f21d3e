/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sipconnector.api.Transport;

/** One way between the peer and the connector; over UDP, one address of the connector. Writes exactly what it is given. */
abstract class PeerWay {

    private final CountDownLatch closed = new CountDownLatch(1);

    abstract Transport transport();

    abstract void send(byte[] bytes) throws IOException;

    abstract void close();

    /** The connector closed it, or the peer did. */
    final void over() {
        closed.countDown();
    }

    final boolean awaitClosed(long seconds) throws InterruptedException {
        return closed.await(seconds, TimeUnit.SECONDS);
    }

    static byte[] bytes(String message) {
        return message.getBytes(StandardCharsets.UTF_8);
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            // it is gone, which is what is wanted
        }
    }
}
