/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.serverapi;

import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;

/** What the conference server says. */
public sealed interface ServerApiEvent extends Event {

    /** The call has entered a room; room and name are in lower case, as all text of the server. */
    record EnterRoom(String room, String participantName, Optional<Secret> bearerToken,
            Optional<Boolean> directPeerToPeer) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:enter-room";
        }
    }

    record ChannelsAll(Channels channels) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:channels:all";
        }
    }

    record ChannelsNotify(Channels channels) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:channels:notify";
        }
    }

    /** Somebody else presents. */
    record ContentedStreamAvailable(Optional<ContentCodec> codec) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:contented-stream:available";
        }
    }

    record ContentedStreamNotAvailable() implements ServerApiEvent {
        @Override
        public String name() {
            return "api:contented-stream:not-available";
        }
    }

    record PresentationMustStop() implements ServerApiEvent {
        @Override
        public String name() {
            return "api:presentation:must-stop";
        }
    }

    /** @param resolution such as {@code 640x480} */
    record MainCamControl(Optional<MainCamCommand> command, Optional<String> resolution) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:main-cam-control";
        }
    }

    record AdminStartMainCam(boolean forced) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:admin:start-main-cam";
        }
    }

    record AdminStopMainCam(boolean forced) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:admin:stop-main-cam";
        }
    }

    record AdminStartMic(boolean forced) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:admin:start-mic";
        }
    }

    record AdminStopMic(boolean forced) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:admin:stop-mic";
        }
    }

    record AdminForceSyncMediaState(boolean forced) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:admin:force-sync-media-state";
        }
    }

    record UseLicense(License license) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:use-license";
        }
    }

    /** In addition to the event of the kind of spectator. */
    record MoveRequestToSpectators(boolean synthetic, Optional<String> audioChannel,
            boolean sendingMediaAvailable) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:participant:move-request-to-spectators";
        }
    }

    record MoveRequestToSpectatorsSynthetic(boolean sendingMediaAvailable) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:participant:move-request-to-spectators-synthetic";
        }
    }

    record MoveRequestToSpectatorsWithAudioChannel(String audioChannel, boolean sendingMediaAvailable) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:participant:move-request-to-spectators-with-audio-id";
        }
    }

    record MoveRequestToParticipants() implements ServerApiEvent {
        @Override
        public String name() {
            return "api:participant:move-request-to-participants";
        }
    }

    record MoveRequestToStream(String conference) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:participant:move-request-to-stream";
        }
    }

    record AddedToListModerators(String conference) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:participant:added-to-list-moderators";
        }
    }

    record RemovedFromListModerators(String conference) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:participant:removed-from-list-moderators";
        }
    }

    record AcceptingWordRequest(String conference) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:participation:accepting-word-request";
        }
    }

    record CancellingWordRequest(String conference) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:participation:cancelling-word-request";
        }
    }

    record WebcastStarted(String conference, String type) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:webcast:started";
        }
    }

    record WebcastStopped(String conference, String type) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:webcast:stopped";
        }
    }

    record AccountChanged() implements ServerApiEvent {
        @Override
        public String name() {
            return "api:account:changed";
        }
    }

    record AccountDeleted() implements ServerApiEvent {
        @Override
        public String name() {
            return "api:account:deleted";
        }
    }

    record ParticipantTokenIssued(String conference, String participant, Secret token) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:conference:participant-token-issued";
        }
    }

    record NewDtmf(Originator originator) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:new-dtmf";
        }
    }

    /**
     * The direct room could not be announced; the call is ended for it.
     *
     * @param cause {@link SipCause#CONNECTION_ERROR} when the connection was lost, else {@link SipCause#INTERNAL_ERROR}
     */
    record FailedSendRoomDirectP2p(String reason, SipCause cause) implements ServerApiEvent {
        @Override
        public String name() {
            return "api:failed-send-room-direct-p2p";
        }
    }
}
