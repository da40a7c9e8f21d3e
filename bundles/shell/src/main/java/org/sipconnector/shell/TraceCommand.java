package org.sipconnector.shell;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.sip.SipTraces;
import org.sipconnector.api.sip.SipTraces.TraceSettings;

/** Shows a connector's SIP messages while it runs. */
@Service
@Command(scope = "sip", name = "trace", description = "Writes a connector's SIP messages to the log, a pcap file or a HEP collector")
public final class TraceCommand extends ConnectorCommand {

    @Reference(optional = true)
    SipTraces traces;

    @Option(name = "--file", description = "A new pcap file instead of the log")
    String file;

    @Option(name = "--hep", description = "HOST:PORT of a HEP collector instead of the log")
    String hep;

    @Option(name = "--off", description = "End the trace")
    boolean off;

    @Override
    void run(Connector connector, PrintStream out) {
        if (traces == null) {
            throw new CommandFailedException("no SIP foundation is running: start bundle org.sipconnector.sip");
        }
        if (off) {
            traces.stopTrace(connector.id());
            out.println(id + " is not traced");
            return;
        }
        boolean log = file == null && hep == null;
        try {
            traces.trace(connector.id(), new TraceSettings(log, Optional.ofNullable(file).map(Path::of), collector()));
        } catch (UncheckedIOException e) {
            throw new CommandFailedException("could not trace " + id + ": " + e.getMessage());
        }
        out.println(id + " is traced to " + (log ? "the log, as org.sipconnector.sip.trace" : file == null ? hep : file)
                + " until sip:trace --off " + id);
    }

    private Optional<InetSocketAddress> collector() {
        if (hep == null) {
            return Optional.empty();
        }
        int colon = hep.lastIndexOf(':');
        if (colon < 1 || !hep.substring(colon + 1).matches("\\d{1,5}") || Integer.parseInt(hep.substring(colon + 1)) > 65_535) {
            throw new CommandFailedException("--hep: '" + hep + "' is not HOST:PORT");
        }
        return Optional.of(new InetSocketAddress(hep.substring(0, colon), Integer.parseInt(hep.substring(colon + 1))));
    }
}
