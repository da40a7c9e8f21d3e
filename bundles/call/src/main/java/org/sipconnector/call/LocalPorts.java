package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import org.sipconnector.api.media.MediaEvent.StatisticsCollected;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.kernel.Reply;

/** Reads the local UDP ports of the active connection's candidates from its statistics; the request id is the reply's. */
final class LocalPorts {

    private static final String PREFIX = "local-ports ";

    private final Desk desk;

    LocalPorts(Desk desk) {
        this.desk = desk;
    }

    Reply<List<Integer>> ask() {
        Reply<List<Integer>> reply = desk.lane.reply();
        Optional<PeerId> peer = desk.snapshot().activePeer();
        if (peer.isPresent()) {
            desk.media.collectStatistics(peer.get(), PREFIX + reply.id());
        } else {
            reply.complete(List.of());
        }
        return reply;
    }

    void collected(StatisticsCollected event) {
        if (event.request().startsWith(PREFIX)) {
            desk.lane.<List<Integer>>reply(event.request().substring(PREFIX.length())).complete(ports(event));
        }
    }

    static List<Integer> ports(StatisticsCollected event) {
        return event.entries().stream()
                .filter(entry -> "local-candidate".equals(entry.get("type")) && "udp".equals(entry.get("protocol")))
                .map(entry -> entry.get("port")).filter(Number.class::isInstance).map(port -> ((Number) port).intValue())
                .distinct().toList();
    }
}
