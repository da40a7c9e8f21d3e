/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.sip.SipTraces;
import org.sipconnector.spi.sip.SipTraces.TraceSettings;

/** Shows a connector's SIP messages while it runs. */
@Service
@Command(scope = "sip", name = "trace", description = "Writes a connector's SIP messages to the log, a pcap file or a HEP collector")
public final class TraceCommand extends ConnectorCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    private static final int HIGHEST_PORT = 65_535;

    @Reference(optional = true)
    SipTraces traces;

    @Reference
    ExportDirectory exports;

    @Option(name = "--file", description = "A new pcap file below the export directory instead of the log")
    String file;

    @Option(name = "--hep", description = "HOST:PORT of a HEP collector instead of the log")
    String hep;

    @Option(name = "--off", description = "End the trace")
    boolean off;

    @Override
    void run(Connector connector, PrintStream out) throws IOException {
        if (traces == null) {
            throw new CommandFailedException("no SIP foundation is running: start bundle org.sipconnector.sip");
        }
        if (off) {
            say(out, traces.stopTrace(connector.id()) ? "the trace of " + id + " has ended" : id + " is not traced");
            return;
        }
        boolean log = file == null && hep == null;
        Optional<Path> pcap = file == null ? Optional.empty() : Optional.of(exports.file("--file", file));
        try {
            traces.trace(connector.id(), new TraceSettings(log, pcap, collector()));
        } catch (UncheckedIOException e) {
            throw new CommandFailedException("could not trace " + id + ": " + ErrorText.of(e.getCause()));
        }
        say(out, id + " is traced to " + (log ? "the log, as org.sipconnector.sip.trace" : file == null ? "the collector " + hep : "a file")
                + "; sip:trace " + id + " --off ends it" + (pcap.isPresent() ? ":" : ""));
        pcap.ifPresent(out::println);
    }

    private Optional<InetSocketAddress> collector() {
        if (hep == null) {
            return Optional.empty();
        }
        int colon = hep.lastIndexOf(':');
        if (colon < 1 || !hep.substring(colon + 1).matches("\\d{1,5}") || Integer.parseInt(hep.substring(colon + 1)) > HIGHEST_PORT) {
            throw new CommandFailedException("--hep: '" + Printable.line(hep) + "' is not HOST:PORT");
        }
        return Optional.of(new InetSocketAddress(hep.substring(0, colon), Integer.parseInt(hep.substring(colon + 1))));
    }
}
