package org.sipconnector.shell;

import java.util.List;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.connector.SipConnector;

/** Lets calls finish and takes no new ones. */
@Service
@Command(scope = "sip", name = "drain", description = "Lets the calls of a connector, or of all, finish and takes no new ones")
public final class DrainCommand implements Action {

    @Reference
    Connectors connectors;

    @Argument(index = 0, name = "id", description = "The connector's id; all of them without one")
    @Completion(ConnectorIdCompleter.class)
    String id;

    @Override
    public Object execute() {
        List<Connector> chosen = Chosen.of(connectors, id);
        chosen.forEach(connector -> connector.manager(SipConnector.class).drain());
        long busy = chosen.stream().filter(connector -> new Overview(connector).inCall()).count();
        System.out.println(chosen.size() + " connectors take no new calls; " + busy
                + " still have one, see sip:connectors. Reopen with sip:undrain");
        return null;
    }
}
