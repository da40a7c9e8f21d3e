/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.Set;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.RemotePresentation;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.serverapi.ServerApiEvent.AdminStartMainCam;
import org.sipconnector.api.serverapi.ServerApiEvent.AdminStartMic;
import org.sipconnector.api.serverapi.ServerApiEvent.AdminStopMainCam;
import org.sipconnector.api.serverapi.ServerApiEvent.AdminStopMic;
import org.sipconnector.api.serverapi.ServerApiEvent.ContentedStreamAvailable;
import org.sipconnector.api.serverapi.ServerApiEvent.ContentedStreamNotAvailable;
import org.sipconnector.api.serverapi.ServerApiEvent.FailedSendRoomDirectP2p;
import org.sipconnector.api.serverapi.ServerApiEvent.MoveRequestToParticipants;
import org.sipconnector.api.serverapi.ServerApiEvent.MoveRequestToSpectatorsSynthetic;
import org.sipconnector.api.serverapi.ServerApiEvent.MoveRequestToSpectatorsWithAudioChannel;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.kernel.EventHandlers;

/** Does what the conference server's commands want of the call. */
final class ServerCommands {

    static final EventHandlers<ServerCommands> HANDLERS = EventHandlers.<ServerCommands>of()
            .on(MoveRequestToParticipants.class, (own, move) -> own.roles.set(CallRole.PARTICIPANT))
            .on(MoveRequestToSpectatorsSynthetic.class,
                    (own, move) -> own.roles.set(CallRole.syntheticSpectator(move.sendingMediaAvailable())))
            .on(MoveRequestToSpectatorsWithAudioChannel.class,
                    (own, move) -> own.roles.set(CallRole.spectator(move.audioChannel(), move.sendingMediaAvailable())))
            .on(ContentedStreamAvailable.class,
                    (own, available) -> own.tracks.contented(new RemotePresentation(true, available.codec())))
            .on(ContentedStreamNotAvailable.class, (own, none) -> own.tracks.contented(RemotePresentation.NOT_AVAILABLE))
            .on(AdminStopMic.class, (own, stop) -> own.muting.stop(MediaKind.AUDIO, stop.forced()))
            .on(AdminStopMainCam.class, (own, stop) -> own.muting.stop(MediaKind.VIDEO, stop.forced()))
            .on(AdminStartMic.class, (own, start) -> own.muting.start(MediaKind.AUDIO))
            .on(AdminStartMainCam.class, (own, start) -> own.muting.start(MediaKind.VIDEO))
            .on(FailedSendRoomDirectP2p.class, ServerCommands::notAnnounced);

    /** Who refuses news does not understand it, and what was lost with the transport was not heard: neither ends a call. */
    private static final Set<SipCause> SAY_NOTHING = Set.of(SipCause.REJECTED, SipCause.CONNECTION_ERROR);

    private final Ending ending;
    private final Roles roles;
    private final RemoteTracks tracks;
    private final Muting muting;

    ServerCommands(Ending ending, Roles roles, RemoteTracks tracks, Muting muting) {
        this.ending = ending;
        this.roles = roles;
        this.tracks = tracks;
        this.muting = muting;
    }

    private void notAnnounced(FailedSendRoomDirectP2p failed) {
        if (!SAY_NOTHING.contains(failed.cause())) {
            ending.declare(failed.reason(), failed.cause());
        }
    }
}
