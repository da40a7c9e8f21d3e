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

/** Takes calls again. */
@Service
@Command(scope = "sip", name = "undrain", description = "Takes calls again after sip:drain")
public final class UndrainCommand extends SipCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Reference(optional = true)
    Connectors connectors;

    @Argument(index = 0, name = "id", description = "The connector's id; all of them without one")
    @Completion(ConnectorIdCompleter.class)
    String id;

    @Override
    void run(PrintStream out) {
        List<Connector> chosen = Chosen.of(fromKernel(connectors), id);
        chosen.forEach(connector -> connector.manager(SipConnector.class).undrain());
        say(out, Chosen.text(chosen) + (chosen.size() == 1 ? " takes" : " take") + " calls again");
    }
}
