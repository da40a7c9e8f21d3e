package org.sipconnector.shell;

import java.io.PrintStream;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.connector.ConnectToServerResult;
import org.sipconnector.api.connector.SipConnectorFacade;

/** Connects. */
@Service
@Command(scope = "sip", name = "connect", description = "Connects a connector and keeps it connected")
public final class ConnectCommand extends ConnectorCommand {

    @Option(name = "--once", description = "Connect once and do not watch over the connection")
    boolean once;

    @Option(name = "--timeout", description = "Seconds to wait for the outcome")
    int seconds = 30;

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        Duration limit = Duration.ofSeconds(seconds);
        if (once || !connector.has(AutoConnectorManager.class)) {
            ConnectToServerResult result = Waiting.outcome(
                    connector.manager(SipConnectorFacade.class).connectToServer(), limit, "connect " + id);
            out.println(result.configuration().map(configuration -> id + " is connected as " + configuration.uri())
                    .orElse(id + " is not connected: the connect was cancelled"));
            return;
        }
        AutoConnectResult result =
                Waiting.outcome(connector.manager(AutoConnectorManager.class).start(), limit, "connect " + id);
        if (result.succeeded()) {
            out.println(id + " is connected: " + new Overview(connector).status());
        } else if (result.reason() == AutoConnectResult.Reason.COALESCED) {
            out.println(id + " is being kept connected already: " + new Overview(connector).status());
        } else {
            throw new CommandFailedException("could not connect " + id + ": "
                    + result.error().map(Waiting::message).orElse(result.reason().text()));
        }
    }
}
