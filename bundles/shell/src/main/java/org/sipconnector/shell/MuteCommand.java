/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

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

/** Mutes microphone, camera or both. */
@Service
@Command(scope = "sip", name = "mute", description = "Sends silence in place of the call's microphone, or with --video black in place of its camera")
public final class MuteCommand extends MutingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    public MuteCommand() {
        super("mute", Set.of(MediaKind.AUDIO));
    }

    @Override
    CompletionStage<MutedMedia> change(SipConnectorFacade facade, Set<MediaKind> kinds) {
        return facade.mute(kinds);
    }
}
