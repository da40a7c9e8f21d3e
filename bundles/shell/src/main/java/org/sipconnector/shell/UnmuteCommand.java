/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.call.MutedMedia;
import org.sipconnector.api.connector.SipConnectorFacade;
import org.sipconnector.api.media.MediaKind;

/** Unmutes microphone, camera or both. */
@Service
@Command(scope = "sip", name = "unmute", description = "Sends the call's microphone and camera again, or only the one that is named")
public final class UnmuteCommand extends MutingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    public UnmuteCommand() {
        super("unmute", EnumSet.allOf(MediaKind.class));
    }

    @Override
    CompletionStage<MutedMedia> change(SipConnectorFacade facade, Set<MediaKind> kinds) {
        return facade.unmute(kinds);
    }
}
