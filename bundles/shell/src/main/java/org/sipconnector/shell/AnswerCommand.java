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
import org.sipconnector.api.connector.SipConnectorFacade;

/** Answers the call that rings. */
@Service
@Command(scope = "sip", name = "answer", description = "Answers the call that rings, with the connector's audio and video")
public final class AnswerCommand extends WaitingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    public AnswerCommand() {
        super(45);
    }

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        DeclineCommand.requireRinging(connector);
        outcome(connector.manager(SipConnectorFacade.class).answerToIncomingCall(), "answer");
        say(out, id + " is in a call" + connector.manager(CallManager.class).snapshot().number().map(number -> " with " + number).orElse(""));
    }

    @Override
    String ending() {
        return "; sip:hangup " + id + " ends it";
    }
}
