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
import org.sipconnector.api.incomingcall.IncomingCallManager;

/** Refuses the call that rings. */
@Service
@Command(scope = "sip", name = "decline", description = "Refuses the call that rings")
public final class DeclineCommand extends WaitingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    private static final int LOWEST = 400;
    private static final int HIGHEST = 699;

    @Option(name = "--status", description = "SIP status to refuse with, 400 to 699, such as 486 for busy or 603 for declined")
    int status;

    public DeclineCommand() {
        super(15);
    }

    @Override
    void check() {
        super.check();
        if (status != 0 && (status < LOWEST || status > HIGHEST)) {
            throw new CommandFailedException("--status: " + status + " is not a SIP status from " + LOWEST + " to " + HIGHEST);
        }
    }

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        requireRinging(connector);
        IncomingCallManager incoming = connector.manager(IncomingCallManager.class);
        outcome(status == 0 ? incoming.decline() : incoming.decline(status), "decline");
        say(out, id + " has refused the call");
    }

    static void requireRinging(Connector connector) {
        if (!connector.manager(IncomingCallManager.class).isAvailableIncomingCall()) {
            throw new CommandFailedException("no call rings at " + connector.id());
        }
    }
}
