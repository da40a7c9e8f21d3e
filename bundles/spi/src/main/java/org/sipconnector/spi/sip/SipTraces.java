/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.sip;

import java.net.InetSocketAddress;
import java.nio.file.Path;
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

    /** Ends the trace and closes its file; whether there was one. */
    boolean stopTrace(ConnectorId connector);
}
