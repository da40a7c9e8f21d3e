/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.sipconnector.api.ConnectorId;

/** Shows the SIP messages of single connectors, switched while they run. Credentials are masked everywhere. */
@ProviderType
public interface SipTraces {

    /**
     * @param log  whether to write messages to the logger {@code org.sipconnector.sip.trace}, level INFO
     * @param file a new pcap file; each message appears as one UDP packet with the server on port 5060, whatever its
     *             transport was, so that protocol analysers show encrypted ones, too
     * @param hep  a collector of HEP version 3 over UDP
     */
    record TraceSettings(boolean log, Optional<Path> file, Optional<InetSocketAddress> hep) {}

    /**
     * Begins to trace, in place of a former trace of the connector.
     *
     * @throws java.io.UncheckedIOException naming the file or address that cannot be opened
     */
    void trace(ConnectorId connector, TraceSettings settings);

    /**
     * A message of a trace.
     *
     * @param at        when it passed
     * @param sent      whether it went out
     * @param transport such as {@code WSS}
     * @param peer      host and port of the other side
     * @param text      the message, secrets masked
     */
    record ShownMessage(Instant at, boolean sent, String transport, String peer, String text) {}

    /** The latest messages since the connector's trace began, the oldest first, two hundred at most; empty while it is not traced. */
    List<ShownMessage> latest(ConnectorId connector);

    /** How the connector is traced; empty while it is not, as when its file could not be written any more. */
    Optional<TraceSettings> traced(ConnectorId connector);

    /** Ends the trace and closes its file; whether there was one. */
    boolean stopTrace(ConnectorId connector);
}
