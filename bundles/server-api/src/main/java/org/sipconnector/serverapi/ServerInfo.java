/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.Secret;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.serverapi.ContentCodec;
import org.sipconnector.api.serverapi.License;
import org.sipconnector.api.serverapi.MainCamCommand;
import org.sipconnector.api.serverapi.ServerApiEvent;

/** Reads what an INFO of the server says; empty when it says nothing that is known. */
final class ServerInfo {

    private enum ShareState {
        YOUCANRECEIVECONTENT, CONTENTEND, YOUMUSTSTOPSENDCONTENT
    }

    private enum MicCommand {
        ADMINSTARTMIC, ADMINSTOPMIC
    }

    private enum ParticipantState {
        SPECTATOR, PARTICIPANT
    }

    private ServerInfo() {}

    static List<? extends ServerApiEvent> read(InfoContent content, ServerHeaders headers) {
        return switch (content) {
            case ROOM_NAME -> room(headers);
            case SHARE_DESKTOP -> headers.oneOf(ShareState.class, "x-webrtc-share-state")
                    .map(state -> share(state, headers)).map(List::of).orElse(List.of());
            case MAIN_CAM -> mainCam(headers);
            case MIC -> headers.oneOf(MicCommand.class, "x-webrtc-mic").map(command -> mic(command, headers)).map(List::of)
                    .orElse(List.of());
            case USE_LICENSE -> headers.oneOf(License.class, "x-webrtc-use-license").map(ServerApiEvent.UseLicense::new)
                    .map(List::of).orElse(List.of());
            case PARTICIPANT_STATE -> headers.oneOf(ParticipantState.class, "x-webrtc-partstate")
                    .map(state -> role(state, headers)).orElse(List.of());
            case NOTIFY -> ServerNotification.read(headers).map(List::of).orElse(List.of());
            case CHANNELS, MEDIA_STATE, STATS, REFUSAL -> List.of();
        };
    }

    private static List<ServerApiEvent> room(ServerHeaders headers) {
        List<ServerApiEvent> events = new ArrayList<>();
        Optional<String> room = headers.text("x-webrtc-enter-room");
        Optional<String> name = headers.text("x-webrtc-participant-name");
        if (room.isPresent() && name.isPresent()) {
            events.add(new ServerApiEvent.EnterRoom(room.get(), name.get(), headers.raw("x-bearer-token").map(Secret::of),
                    headers.truth("x-webrtc-is-direct-p2p")));
        }
        Optional<String> input = headers.text("x-webrtc-input-channels");
        Optional<String> output = headers.text("x-webrtc-output-channels");
        if (input.isPresent() && output.isPresent()) {
            events.add(new ServerApiEvent.ChannelsAll(new Channels(input, output)));
        }
        return events;
    }

    private static ServerApiEvent share(ShareState state, ServerHeaders headers) {
        return switch (state) {
            case YOUCANRECEIVECONTENT ->
                    new ServerApiEvent.ContentedStreamAvailable(headers.oneOf(ContentCodec.class, "x-webrtc-share-codec"));
            case CONTENTEND -> new ServerApiEvent.ContentedStreamNotAvailable();
            case YOUMUSTSTOPSENDCONTENT -> new ServerApiEvent.PresentationMustStop();
        };
    }

    private static List<ServerApiEvent> mainCam(ServerHeaders headers) {
        Optional<MainCamCommand> command = headers.oneOf(MainCamCommand.class, "x-webrtc-maincam");
        Optional<Boolean> sync = sync(headers);
        if (command.equals(Optional.of(MainCamCommand.ADMINSTARTMAINCAM))) {
            return List.of(new ServerApiEvent.AdminStartMainCam(sync.orElse(false)));
        }
        if (command.equals(Optional.of(MainCamCommand.ADMINSTOPMAINCAM))) {
            return List.of(new ServerApiEvent.AdminStopMainCam(sync.orElse(false)));
        }
        List<ServerApiEvent> events = new ArrayList<>();
        boolean synchronises = command.equals(Optional.of(MainCamCommand.RESUMEMAINCAM))
                || command.equals(Optional.of(MainCamCommand.PAUSEMAINCAM));
        if (synchronises && sync.isPresent()) {
            events.add(new ServerApiEvent.AdminForceSyncMediaState(sync.get()));
        }
        events.add(new ServerApiEvent.MainCamControl(command, headers.text("x-webrtc-maincam-resolution")));
        return events;
    }

    private static ServerApiEvent mic(MicCommand command, ServerHeaders headers) {
        boolean forced = sync(headers).orElse(false);
        return command == MicCommand.ADMINSTARTMIC
                ? new ServerApiEvent.AdminStartMic(forced)
                : new ServerApiEvent.AdminStopMic(forced);
    }

    private static List<ServerApiEvent> role(ParticipantState state, ServerHeaders headers) {
        if (state == ParticipantState.PARTICIPANT) {
            return List.of(new ServerApiEvent.MoveRequestToParticipants());
        }
        boolean sending = headers.raw("x-webrtc-spectator-mode").equals(Optional.of("1"));
        Optional<String> channel = headers.text("x-webrtc-audioid");
        ServerApiEvent kind = channel.isPresent()
                ? new ServerApiEvent.MoveRequestToSpectatorsWithAudioChannel(channel.get(), sending)
                : new ServerApiEvent.MoveRequestToSpectatorsSynthetic(sending);
        return List.of(kind, new ServerApiEvent.MoveRequestToSpectators(channel.isEmpty(), channel, sending));
    }

    /** Forced by {@code 1}, not forced by {@code 0}. */
    private static Optional<Boolean> sync(ServerHeaders headers) {
        return headers.raw("x-webrtc-sync").filter(value -> value.equals("0") || value.equals("1")).map("1"::equals);
    }
}
