/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.sipconnector.spi.sip.SipTraces.ShownMessage;

/** Keeps the latest messages of a trace for who wants to look at them; bounded in number and size. For any thread. */
final class LatestMessages implements TraceOutput {

    private static final int MOST = 200;
    private static final int LARGEST = 1 << 20;

    private final Deque<ShownMessage> messages = new ArrayDeque<>();
    private int size;

    @Override
    public synchronized void write(TracedMessage message) {
        ShownMessage shown = new ShownMessage(Instant.ofEpochMilli(message.millis()), message.sent(), message.transport(),
                message.remote().getHostString() + ':' + message.remote().getPort(), new String(message.bytes(), UTF_8));
        messages.addLast(shown);
        size += shown.text().length();
        while (messages.size() > MOST || size > LARGEST) {
            size -= messages.removeFirst().text().length();
        }
    }

    /** The oldest first. */
    synchronized List<ShownMessage> all() {
        return List.copyOf(messages);
    }
}
