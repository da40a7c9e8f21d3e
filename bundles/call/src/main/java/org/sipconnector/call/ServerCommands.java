/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.Set;
import org.sipconnector.api.call.CallRole;
import org.sipconnector.api.call.RemotePresentation;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.serverapi.ServerApiEvent;
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

/** Does what the conference server's commands want of the call. */
final class ServerCommands {

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

    void heard(ServerApiEvent event) {
        if (event instanceof MoveRequestToParticipants) {
            roles.set(CallRole.PARTICIPANT);
        } else if (event instanceof MoveRequestToSpectatorsSynthetic move) {
            roles.set(CallRole.syntheticSpectator(move.sendingMediaAvailable()));
        } else if (event instanceof MoveRequestToSpectatorsWithAudioChannel move) {
            roles.set(CallRole.spectator(move.audioChannel(), move.sendingMediaAvailable()));
        } else if (event instanceof ContentedStreamAvailable available) {
            tracks.contented(new RemotePresentation(true, available.codec()));
        } else if (event instanceof ContentedStreamNotAvailable) {
            tracks.contented(RemotePresentation.NOT_AVAILABLE);
        } else if (event instanceof AdminStopMic stop) {
            muting.stop(MediaKind.AUDIO, stop.forced());
        } else if (event instanceof AdminStopMainCam stop) {
            muting.stop(MediaKind.VIDEO, stop.forced());
        } else if (event instanceof AdminStartMic) {
            muting.start(MediaKind.AUDIO);
        } else if (event instanceof AdminStartMainCam) {
            muting.start(MediaKind.VIDEO);
        } else if (event instanceof FailedSendRoomDirectP2p failed && !SAY_NOTHING.contains(failed.cause())) {
            ending.declare(failed.reason(), failed.cause());
        }
    }
}
