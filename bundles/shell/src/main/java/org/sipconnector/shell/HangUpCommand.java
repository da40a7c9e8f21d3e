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
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.spi.explanation.Overview;

/** Hangs up. */
@Service
@Command(scope = "sip", name = "hangup", description = "Ends a connector's call and keeps its connection")
public final class HangUpCommand extends WaitingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    public HangUpCommand() {
        super(40);
    }

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        boolean none = connector.manager(CallManager.class).snapshot().state() == CallState.IDLE;
        boolean redialled = new Overview(connector).redials();
        outcome(connector.manager(SipConnectorFacade.class).hangUp(), "hang up " + id);
        say(out, id + (redialled ? " sets its lost call up no more" : none ? " has no call" : " has hung up"));
    }
}
