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
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;

/** Presents a picture. */
@Service
@Command(scope = "sip", name = "present", description = "Presents a picture in the connector's call, beside its camera")
public final class PresentCommand extends WaitingCommand {

    @Argument(index = 2, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Argument(index = 1, name = "source", description = "What to present: pattern:1280x720@5, black, file:/PATH or service:NAME")
    @Completion(SourceCompleter.class)
    String source = "pattern:1280x720@5";

    public PresentCommand() {
        super(30);
    }

    @Override
    void run(Connector connector, PrintStream out) throws InterruptedException {
        outcome(connector.manager(SipConnectorFacade.class)
                .startPresentation(new LocalTrack("presentation", MediaKind.VIDEO, source)), "present " + source);
        say(out, id + " is presenting " + source + " until sip:stop-presenting " + id);
    }

    @Override
    String ending() {
        return "; sip:stop-presenting " + id + " ends it";
    }
}
