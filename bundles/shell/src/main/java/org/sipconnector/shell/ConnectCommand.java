/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.connector.ConnectToServerResult;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.spi.explanation.ErrorText;
import org.sipconnector.spi.explanation.Overview;

/** Connects. */
@Service
@Command(scope = "sip", name = "connect", description = "Connects a connector and keeps it connected")
public final class ConnectCommand extends WaitingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Option(name = "--once", description = "Connect once and do not watch over the connection")
    boolean once;

    public ConnectCommand() {
        super(30);
    }

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        if (once || !connector.has(AutoConnectorManager.class)) {
            ConnectToServerResult result = outcome(
                    connector.manager(SipConnectorFacade.class).connectToServer(), "connect " + id);
            say(out, result.configuration().map(configuration -> id + " is connected as " + configuration.uri())
                    .orElse(id + " is not connected: the connect was cancelled"));
            return;
        }
        AutoConnectorManager autoConnector = connector.manager(AutoConnectorManager.class);
        AutoConnectResult result = outcome(autoConnector.start(), "connect " + id);
        if (result.succeeded()) {
            say(out, id + " is connected" + room(connector));
        } else if (result.reason() == AutoConnectResult.Reason.COALESCED) {
            boolean connected = new Overview(connector).ofSession(session -> session.connection().established(), false);
            say(out, id + (connected
                    ? " is connected already" + room(connector)
                    : " is being connected already, see sip:status " + id));
        } else {
            throw new CommandFailedException("could not connect " + id + ": "
                    + result.error().map(ErrorText::of).orElse(result.reason().text()));
        }
    }

    static String room(Connector connector) {
        return new Overview(connector).room().map(room -> "; it is kept in room " + room).orElse("");
    }

    @Override
    String ending() {
        return "; sip:disconnect " + id + " ends it";
    }
}
