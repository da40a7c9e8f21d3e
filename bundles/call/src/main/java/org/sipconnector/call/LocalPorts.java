/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.Reply;
import org.sipconnector.kernel.ReplyId;
import org.sipconnector.spi.media.MediaEvent.PeerCommandFailed;
import org.sipconnector.spi.media.MediaEvent.StatisticsCollected;

/** Reads the local UDP ports of the active connection's candidates from its statistics; the request id is the reply's. */
final class LocalPorts {

    private static final String PREFIX = "local-ports ";

    private static final Duration WITHIN = Duration.ofSeconds(5);

    private final CallContext context;

    LocalPorts(CallContext context) {
        this.context = context;
    }

    Reply<List<Integer>> ask() {
        Reply<List<Integer>> reply = context.lane.reply();
        Optional<PeerId> peer = context.call().snapshot().activePeer();
        if (peer.isPresent()) {
            context.media.collectStatistics(peer.get(), PREFIX + reply.id());
            context.lane.schedule(PREFIX + reply.id(), WITHIN);
        } else {
            reply.complete(List.of());
        }
        return reply;
    }

    void collected(StatisticsCollected event) {
        answer(event.request(), ports(event));
    }

    /** They could not be read. */
    void failed(PeerCommandFailed event) {
        answer(event.request(), List.of());
    }

    /** The engine that was asked is gone. */
    boolean timedOut(String timer) {
        answer(timer, List.of());
        return timer.startsWith(PREFIX);
    }

    private void answer(String request, List<Integer> ports) {
        if (request.startsWith(PREFIX)) {
            context.lane.cancel(request);
            context.lane.reply(new ReplyId<List<Integer>>(request.substring(PREFIX.length()))).complete(ports);
        }
    }

    static List<Integer> ports(StatisticsCollected event) {
        return event.entries().stream()
                .filter(entry -> "local-candidate".equals(entry.get("type")) && "udp".equals(entry.get("protocol")))
                .map(entry -> entry.get("port")).filter(Number.class::isInstance).map(port -> ((Number) port).intValue())
                .distinct().toList();
    }
}
