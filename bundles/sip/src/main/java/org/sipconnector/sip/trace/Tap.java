/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.masking.Masking;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.sip.SipTraces.ShownMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the messages of one owner can be listened to. Costs one volatile read while nobody does. Any thread. */
public final class Tap {

    private static final Logger LOG = LoggerFactory.getLogger(Tap.class);

    private static final int MOST_BYTES = 65_000;

    private final ConnectorId owner;
    private final TraceThread thread;
    private final AtomicLong omitted = new AtomicLong();
    private volatile List<TraceOutput> outputs = List.of();

    public Tap(ConnectorId owner, TraceThread thread) {
        this.owner = owner;
        this.thread = thread;
    }

    /** A message that passed: from one address to another. It is masked and written later, in order. */
    public void passed(boolean sent, String transport, InetSocketAddress local, InetSocketAddress remote, byte[] message) {
        List<TraceOutput> now = outputs;
        if (now.isEmpty()) {
            return;
        }
        long millis = System.currentTimeMillis();
        // as much as a packet holds
        byte[] kept = message.length <= MOST_BYTES ? message : Arrays.copyOf(message, MOST_BYTES);
        if (!thread.offer(kept.length, () -> write(now, new TracedMessage(sent, transport, local, remote, Masking.message(kept), millis)))) {
            omitted.incrementAndGet();
        }
    }

    private void write(List<TraceOutput> to, TracedMessage traced) {
        long left = omitted.getAndSet(0);
        if (left > 0) {
            LOG.warn("{}: SIP trace: {} messages are left out, since they came faster than they could be written", owner, left);
        }
        for (TraceOutput output : to) {
            try {
                output.write(traced);
            } catch (IOException e) {
                if (end(to)) {
                    LOG.warn("{}: SIP trace ended: {}", owner, ErrorText.of(e));
                }
            }
        }
    }

    /** Ends that trace, unless it has ended already; whether it did. */
    private synchronized boolean end(List<TraceOutput> failed) {
        boolean current = outputs == failed;
        if (current) {
            outputs = List.of();
            failed.forEach(TraceOutput::close);
        }
        return current;
    }

    /** Whether somebody listens. */
    public boolean isOpen() {
        return !outputs.isEmpty();
    }

    /** The latest messages that were listened to, the oldest first, as far as they are written. */
    public List<ShownMessage> latest() {
        return outputs.stream().filter(LatestMessages.class::isInstance).map(LatestMessages.class::cast).map(LatestMessages::all)
                .findFirst().orElse(List.of());
    }

    /** Closes what was written to before, once it has been written. */
    public synchronized void replace(List<TraceOutput> next) {
        List<TraceOutput> before = outputs;
        outputs = next;
        if (!before.isEmpty()) {
            thread.then(() -> before.forEach(TraceOutput::close));
        }
    }
}
