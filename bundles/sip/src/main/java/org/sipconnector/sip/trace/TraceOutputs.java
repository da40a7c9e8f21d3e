/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.trace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.sip.SipTraces.TraceSettings;

/** Opens what a connector's messages are to be shown by. */
public final class TraceOutputs {

    private TraceOutputs() {}

    /**
     * @param goesOn whether a file is continued rather than begun
     * @throws UncheckedIOException naming the file or address that cannot be opened
     */
    public static List<TraceOutput> open(ConnectorId connector, TraceSettings settings, boolean goesOn) {
        List<TraceOutput> outputs = new ArrayList<>();
        try {
            outputs.add(new LatestMessages());
            if (settings.log()) {
                outputs.add(new LogTrace(connector.value()));
            }
            if (settings.file().isPresent()) {
                outputs.add(new PcapTrace(settings.file().get(), goesOn));
            }
            if (settings.hep().isPresent()) {
                outputs.add(new HepTrace(settings.hep().get()));
            }
        } catch (IOException e) {
            outputs.forEach(TraceOutput::close);
            throw new UncheckedIOException("SIP trace of " + connector + " cannot be written: " + settings, e);
        }
        return List.copyOf(outputs);
    }
}
