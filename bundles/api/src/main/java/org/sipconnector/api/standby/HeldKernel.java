package org.sipconnector.api.standby;

import java.time.Instant;
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
 */
public record HeldKernel(String version, Instant since, Map<String, ConnectorId> configured, List<Update> updates,
        List<HeldConnector> connectors) {

    public HeldKernel {
        configured = Map.copyOf(configured);
        updates = List.copyOf(updates);
        connectors = List.copyOf(connectors);
    }
}
