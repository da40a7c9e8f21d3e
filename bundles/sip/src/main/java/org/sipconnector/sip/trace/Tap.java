package org.sipconnector.sip.trace;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.sipconnector.api.masking.Masking;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the messages of one owner can be listened to. Costs one volatile read while nobody does. */
public final class Tap {

    private static final Logger LOG = LoggerFactory.getLogger(Tap.class);

    private static final int MOST_BYTES = 65_000;

    private volatile List<TraceOutput> outputs = List.of();

    /** A message that passed: from one address to another. */
    public void passed(boolean sent, String transport, InetSocketAddress local, InetSocketAddress remote, byte[] message) {
        List<TraceOutput> now = outputs;
        if (now.isEmpty()) {
            return;
        }
        TracedMessage traced = new TracedMessage(sent, transport, local, remote, shown(message), System.currentTimeMillis());
        for (TraceOutput output : now) {
            try {
                output.write(traced);
            } catch (java.io.IOException e) {
                LOG.warn("SIP trace ended: {}", e.toString());
                replace(List.of());
            }
        }
    }

    /** As much as a packet holds: what a peer sends must not take long on the loop it came by. */
    private static byte[] shown(byte[] message) {
        return Masking.message(message.length <= MOST_BYTES ? message : Arrays.copyOf(message, MOST_BYTES));
    }

    /** Closes what was written to before. */
    public synchronized void replace(List<TraceOutput> next) {
        List<TraceOutput> before = outputs;
        outputs = next;
        before.forEach(TraceOutput::close);
    }
}
