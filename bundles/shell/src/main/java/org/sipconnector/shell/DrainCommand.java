/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.spi.explanation.NeededManagers;
import org.sipconnector.spi.explanation.Overview;

/** Lets calls finish and takes no new ones. */
@Service
@Command(scope = "sip", name = "drain", description = "Lets the calls of a connector, or of all, finish and takes no new ones")
public final class DrainCommand extends SipCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Reference(optional = true)
    Connectors connectors;

    @Reference(optional = true)
    UpdateHistory history;

    @Argument(index = 0, name = "id", description = "The connector's id; all of them without one")
    @Completion(ConnectorIdCompleter.class)
    String id;

    @Override
    void run(PrintStream out) {
        List<Connector> chosen = Chosen.of(fromKernel(connectors), id);
        if (history != null && history.missing().contains(SipConnector.class.getSimpleName())) {
            throw new CommandFailedException("calls are taken as before: " + NeededManagers.text(SipConnector.class.getSimpleName(), true));
        }
        chosen.forEach(connector -> connector.manager(SipConnector.class).drain());
        long redialling = chosen.stream().filter(connector -> new Overview(connector).redials()).count();
        long busy = chosen.stream().map(Overview::new).filter(overview -> overview.inCall() && !overview.redials()).count();
        say(out, Chosen.text(chosen) + (chosen.size() == 1 ? " takes" : " take") + " no new calls; "
                + (busy > 0
                        ? busy + (busy == 1 ? " is" : " are") + " still in a call, see sip:connectors"
                        : redialling > 0 ? "none is in a call now" : "none is in a call")
                + (redialling == 0
                        ? ""
                        : "; " + redialling + (redialling == 1 ? " sets its lost call" : " set their lost calls")
                                + " up again, which goes on (sip:hangup gives that up)")
                + ". sip:undrain lets calls in again.");
    }
}
