/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks from time to time how a connection's pictures fare, and adapts those that are to keep something. Used on its sequence only. */
final class Adapting {

    private static final Logger LOG = LoggerFactory.getLogger(Adapting.class);

    private record Look(Sending sending, Map<String, Object> entry, long given, long at) {}

    private final Lines lines;
    private final Map<String, Look> before = new HashMap<>();

    Adapting(Lines lines) {
        this.lines = lines;
    }

    /** Whether there is something to look at. */
    boolean isWanted() {
        return lines.all().stream().anyMatch(line -> line.adaptation().isPresent());
    }

    void look(List<Map<String, Object>> statistics, long now) {
        for (TransceiverLine line : List.copyOf(lines.all())) {
            if (line.adaptation().isPresent() && line.sending().get().feed() instanceof VideoFeed feed && feed.size().isPresent()) {
                statistics.stream().filter(entry -> "outbound-rtp".equals(entry.get("type"))
                        && Objects.equals(line.mid().orElse(null), entry.get("mid"))).findFirst()
                        .ifPresent(entry -> look(line, feed, statistics, new Look(line.sending().get(), entry, feed.sent(), now)));
            }
        }
    }

    private void look(TransceiverLine line, VideoFeed feed, List<Map<String, Object>> statistics, Look now) {
        Look former = before.put(line.name(), now);
        if (former == null || former.sending != now.sending) {
            return;
        }
        Adaptation adaptation = line.adaptation().orElseThrow();
        int side = Math.min(feed.size().orElseThrow().width(), feed.size().orElseThrow().height());
        if (adaptation.read(Adaptation.reading(former.entry, now.entry, codec(statistics, now.entry), now.given - former.given,
                (now.at - former.at) / 1e9, side))) {
            // what is changed now shows itself only after the next look
            before.remove(line.name());
            line.adapt();
            LOG.debug("{}: pictures {} times smaller, at most {} a second", line.name(), adaptation.scale(), adaptation.rate());
        }
    }

    private static String codec(List<Map<String, Object>> statistics, Map<String, Object> outbound) {
        return statistics.stream().filter(entry -> Objects.equals(outbound.get("codecId"), entry.get("id")))
                .map(entry -> String.valueOf(entry.get("mimeType"))).findFirst().orElse("");
    }
}
