/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.autoconnector.AutoConnectResult;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.spi.explanation.ErrorText;

/** Connects anew. */
@Service
@Command(scope = "sip", name = "reconnect", description = "Gives the connection up and connects anew; a call that is up is set up again")
public final class ReconnectCommand extends WaitingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    public ReconnectCommand() {
        super(30);
    }

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        AutoConnectorManager connecting = connector.manager(AutoConnectorManager.class);
        if (connecting.isActive()) {
            outcome(connecting.restart(), "reconnect " + id);
            say(out, id + " is connecting anew, see sip:status " + id);
            return;
        }
        AutoConnectResult result = outcome(connecting.start(), "connect " + id);
        if (!result.succeeded()) {
            throw new CommandFailedException("could not connect " + id + ": "
                    + result.error().map(ErrorText::of).orElse(result.reason().text()));
        }
        say(out, id + " is connected" + ConnectCommand.room(connector));
    }

    @Override
    String ending() {
        return "; sip:disconnect " + id + " ends it";
    }
}
