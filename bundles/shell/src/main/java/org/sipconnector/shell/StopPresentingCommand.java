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
import org.sipconnector.api.presentation.PresentationManager;

/** Ends a presentation. */
@Service
@Command(scope = "sip", name = "stop-presenting", description = "Ends the connector's presentation")
public final class StopPresentingCommand extends WaitingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    public StopPresentingCommand() {
        super(30);
    }

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        boolean presented = outcome(connector.manager(PresentationManager.class).stopPresentation(), "stop presenting").isPresent();
        say(out, id + (presented ? " no longer presents" : " was not presenting"));
    }
}
