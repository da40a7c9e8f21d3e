/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.agent.OwnerEventQueue;
import org.sipconnector.sip.server.ServerDialogs;
import org.sipconnector.sip.trace.TraceOutputs;
import org.sipconnector.sip.trace.TraceThread;
import org.sipconnector.spi.sip.SipTraces.ShownMessage;
import org.sipconnector.spi.sip.SipTraces.TraceSettings;

/** What belongs to one connector. */
record OwnerResources(OwnerEventQueue outlet, Set<UserAgentId> accounts, Set<String> servers, ServerDialogs dialogs,
        AtomicReference<TraceSettings> traced) {

    OwnerResources(ConnectorId owner, TraceThread traces) {
        this(new OwnerEventQueue(owner, traces), ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet(), new ServerDialogs(),
                new AtomicReference<>());
    }

    /** @param goesOn whether a file is to be continued */
    void trace(ConnectorId connector, TraceSettings settings, boolean goesOn) {
        outlet.tap().replace(TraceOutputs.open(connector, settings, goesOn));
        traced.set(settings);
    }

    /** The latest messages of the trace. */
    List<ShownMessage> latestMessages() {
        return outlet.tap().latest();
    }

    /** How it is traced; empty also when the trace has ended by itself. */
    Optional<TraceSettings> trace() {
        return Optional.ofNullable(traced.get()).filter(settings -> outlet.tap().isOpen());
    }

    /** Ends the trace; what it was. */
    Optional<TraceSettings> stopTrace() {
        outlet.tap().replace(List.of());
        return Optional.ofNullable(traced.getAndSet(null));
    }
}
