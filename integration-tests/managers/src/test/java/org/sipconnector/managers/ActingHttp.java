/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.foundation.EventSink;
import org.sipconnector.spi.http.HttpCall;
import org.sipconnector.spi.http.HttpEvent;
import org.sipconnector.spi.http.HttpRequests;

/** The HTTP foundation, with a conference server that answers a spectator's offers. */
final class ActingHttp implements HttpRequests {

    private static final String ANSWER = "{\"type\":\"answer\",\"sdp\":\"v=0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\n\"}";

    private final World world;
    private final Set<String> pending = new LinkedHashSet<>();

    ActingHttp(World world) {
        this.world = world;
    }

    @Override
    public void send(ConnectorId owner, HttpCall call) {
        pending.add(call.id());
        int status = world.manners().http;
        world.after(status == Manners.SILENT ? call.timeout() : World.ROUND_TRIP, () -> {
            if (pending.remove(call.id())) {
                world.tell(status == Manners.SILENT
                        ? new HttpEvent.HttpFailed(call.id(), "TimeoutException")
                        : new HttpEvent.HttpAnswered(call.id(), status, status == Manners.OBLIGING ? ANSWER : ""));
            }
        });
    }

    /** Another process knows of no request of this one. */
    void restart() {
        List.copyOf(pending).forEach(id -> {
            pending.remove(id);
            world.tell(new HttpEvent.HttpFailed(id, "the HTTP client has ended"));
        });
    }

    @Override
    public void cancel(String id) {
        pending.remove(id);
    }

    @Override
    public int pending() {
        return pending.size();
    }

    @Override
    public void attach(ConnectorId owner, EventSink sink) {}

    @Override
    public void detach(ConnectorId owner) {}

    @Override
    public void release(ConnectorId owner) {}
}
