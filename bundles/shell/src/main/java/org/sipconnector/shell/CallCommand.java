package org.sipconnector.shell;

import java.io.PrintStream;
import java.time.Duration;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.Connector;
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.SipConnectorFacade;

/** Calls a room or another participant. */
@Service
@Command(scope = "sip", name = "call", description = "Calls a room with the connector's audio and video")
public final class CallCommand extends ConnectorCommand {

    @Argument(index = 1, name = "room", description = "Number of the room or participant", required = true)
    String room;

    @Option(name = "--no-redial", description = "Do not set the call up again when it is lost")
    boolean noRedial;

    @Option(name = "--timeout", description = "Seconds to wait for the outcome")
    int seconds = 45;

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        CallToServerParameters parameters = CallToServerParameters.to(room);
        Waiting.outcome(connector.manager(SipConnectorFacade.class)
                .callToServer(noRedial ? parameters.withAutoRedial(false) : parameters),
                Duration.ofSeconds(seconds), "call " + room);
        out.println(id + " is in call: " + new Overview(connector).call());
    }
}
