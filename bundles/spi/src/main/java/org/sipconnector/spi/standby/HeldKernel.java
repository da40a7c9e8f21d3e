/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.standby;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.update.Update;

/**
 * What a kernel leaves.
 *
 * @param version    of its bundle
 * @param since      when it stopped to work off messages
 * @param configured connectors that came from a configuration, by the configuration's PID
 * @param updates    the history so far, oldest first
 * @param connectors all connectors
 * @param foundations what waits for foundations that are absent, each once
 * @param restarts    what it knows of other processes
 */
public record HeldKernel(String version, Instant since, Map<String, ConnectorId> configured, List<Update> updates,
        List<HeldConnector> connectors, List<HeldFoundation> foundations, Restarts restarts) {

    public HeldKernel {
        configured = Map.copyOf(configured);
        updates = List.copyOf(updates);
        connectors = List.copyOf(connectors);
        foundations = List.copyOf(foundations);
    }

    /** Of a kernel that knows of no other process. */
    public HeldKernel(String version, Instant since, Map<String, ConnectorId> configured, List<Update> updates,
            List<HeldConnector> connectors, List<HeldFoundation> foundations) {
        this(version, since, configured, updates, connectors, foundations, Restarts.NONE);
    }

    /** With what the kernel knows of other processes. */
    public HeldKernel with(Restarts known) {
        return new HeldKernel(version, since, configured, updates, connectors, foundations, known);
    }

    /** With something that waits for a foundation. */
    public HeldKernel with(HeldFoundation more) {
        List<HeldFoundation> all = new ArrayList<>();
        HeldFoundation merged = more;
        for (HeldFoundation each : foundations) {
            if (each.contracts().equals(more.contracts())) {
                merged = each.and(more);
            } else {
                all.add(each);
            }
        }
        all.add(merged);
        return new HeldKernel(version, since, configured, updates, connectors, all, restarts);
    }
}
