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
import org.sipconnector.api.connector.SipConnector;

/** Ends everything a connector does. */
@Service
@Command(scope = "sip", name = "disconnect", description = "Ends a connector's call and its connection")
public final class DisconnectCommand extends WaitingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    public DisconnectCommand() {
        super(15);
    }

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        outcome(connector.manager(SipConnector.class).disconnect(), "disconnect " + id);
        say(out, id + " is disconnected");
    }
}
