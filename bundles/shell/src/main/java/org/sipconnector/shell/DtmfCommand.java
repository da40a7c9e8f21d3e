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
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.masking.Printable;

/** Sends tones. */
@Service
@Command(scope = "sip", name = "dtmf", description = "Sends DTMF tones in the connector's call")
public final class DtmfCommand extends WaitingCommand {

    @Argument(index = 2, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    private static final String TONES = "[0-9A-Da-d*#,]{1,64}";

    @Argument(index = 1, name = "tones", description = "Tones in order: 0 to 9, *, #, A to D; a comma pauses", required = true)
    @Completion(OptionsCompleter.class)
    String tones;

    public DtmfCommand() {
        super(60);
    }

    @Override
    void check() {
        super.check();
        if (!tones.matches(TONES)) {
            throw new CommandFailedException("'" + Printable.line(tones) + "' is not 1 to 64 tones of 0 to 9, *, #, A to D and comma");
        }
    }

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        outcome(connector.manager(SipConnectorFacade.class).sendDtmf(tones), "send tones");
        say(out, id + " has sent " + tones);
    }
}
