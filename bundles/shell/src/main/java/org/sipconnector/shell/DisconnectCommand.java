package org.sipconnector.shell;

import java.io.PrintStream;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.connector.SipConnector;

/** Ends everything a connector does. */
@Service
@Command(scope = "sip", name = "disconnect", description = "Ends a connector's call and its connection")
public final class DisconnectCommand extends ConnectorCommand {

    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        Waiting.outcome(connector.manager(SipConnector.class).disconnect(), LIMIT, "disconnect " + id);
        out.println(id + " is disconnected");
    }
}
