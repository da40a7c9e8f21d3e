/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.tracing;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.sip.SessionIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what happens to calls of all connectors, and writes the spans of each when it is over. Any thread. */
final class CallTraces {

    private static final Logger LOG = LoggerFactory.getLogger(CallTraces.class);

    private final Telemetry telemetry;
    private final Function<DialogId, Optional<SessionIdentity>> sessions;
    private final Supplier<Instant> now;
    private final Map<ConnectorId, OpenCalls> calls = new ConcurrentHashMap<>();

    CallTraces(Telemetry telemetry, Function<DialogId, Optional<SessionIdentity>> sessions, Supplier<Instant> now) {
        this.telemetry = telemetry;
        this.sessions = sessions;
        this.now = now;
    }

    void hear(ConnectorId connector, Event event) {
        OpenCalls own = calls.get(connector);
        if (own == null) {
            if (!telemetry.present()) {
                return;
            }
            own = of(connector);
        }
        own.hear(event);
        if (own.isEmpty()) {
            calls.remove(connector, own);
        }
    }

    private OpenCalls of(ConnectorId connector) {
        return calls.computeIfAbsent(connector, id -> new OpenCalls(sessions, now,
                (call, end) -> telemetry.use(sdk -> CallSpans.write(sdk, id, call, end, now.get()))));
    }

    /** Goes on with the calls that the former copy of this bundle noted. */
    void resume(NotedCallFile file) {
        try {
            file.take().forEach((connector, call) -> of(connector).resume(call));
        } catch (IOException e) {
            LOG.warn("calls that were up before have no trace: {}", ErrorText.of(e));
        }
    }

    /** Leaves the calls that are up to the next copy. */
    void leave(NotedCallFile file) {
        Map<ConnectorId, NotedCall> up = new TreeMap<>();
        calls.forEach((connector, own) -> own.current().ifPresent(call -> up.put(connector, call)));
        try {
            file.write(up);
        } catch (IOException e) {
            LOG.warn("calls that are up will have no trace: {}", ErrorText.of(e));
        }
    }
}
