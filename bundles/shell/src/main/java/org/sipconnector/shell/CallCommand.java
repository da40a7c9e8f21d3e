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
import org.sipconnector.api.connector.CallToServerParameters;
import org.sipconnector.api.connector.SipConnectorFacade;

/** Calls a room or another participant. */
@Service
@Command(scope = "sip", name = "call", description = "Calls a room with the connector's audio and video")
public final class CallCommand extends WaitingCommand {

    @Argument(index = 2, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Argument(index = 1, name = "room", description = "Number of the room or participant", required = true)
    @Completion(RoomCompleter.class)
    String room;

    @Option(name = "--no-redial", description = "Do not set the call up again when it is lost")
    boolean noRedial;

    public CallCommand() {
        super(45);
    }

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        if (room.isBlank()) {
            throw new CommandFailedException("the room is empty: sip:call " + id + " ROOM calls a room or a participant by its number");
        }
        CallToServerParameters parameters = CallToServerParameters.to(room);
        outcome(connector.manager(SipConnectorFacade.class)
                .callToServer(noRedial ? parameters.withAutoRedial(false) : parameters), "call " + room);
        say(out, id + " is in a call with " + room);
    }

    @Override
    String ending() {
        return "; sip:hangup " + id + " ends it";
    }
}
