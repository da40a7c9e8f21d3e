/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.wire;

import static org.sipconnector.conferencesimulator.wire.InfoMessage.headers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sipconnector.api.Secret;
import org.sipconnector.api.serverapi.Channels;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.simulator.ServerCommand;

/** The spelling of what a conference server says ({@code docs/server-api.md}). */
public final class ServerWords {

    private static final Map<Class<?>, Function<ServerCommand, InfoMessage>> COMMANDS = Map.ofEntries(
            of(ServerCommand.EnterRoom.class, ServerWords::enterRoom),
            of(ServerCommand.UseChannels.class, use -> channels(use.channels())),
            of(ServerCommand.UseLicense.class, use -> InfoMessage.of("uselic", headers("x-webrtc-use-license", use.license().name()))),
            of(ServerCommand.ContentAvailable.class, available -> InfoMessage.of("sharedesktop", headers("x-webrtc-share-state",
                    "YOUCANRECEIVECONTENT", "x-webrtc-share-codec", available.codec().map(Enum::name).orElse("")))),
            of(ServerCommand.ContentEnded.class, ended -> InfoMessage.of("sharedesktop", headers("x-webrtc-share-state", "CONTENTEND"))),
            of(ServerCommand.MustStopPresentation.class,
                    stop -> InfoMessage.of("sharedesktop", headers("x-webrtc-share-state", "YOUMUSTSTOPSENDCONTENT"))),
            of(ServerCommand.Camera.class, camera -> InfoMessage.of("maincam", headers("x-webrtc-maincam", camera.command().name(),
                    "x-webrtc-sync", camera.forced().map(ServerWords::bit).orElse(""), "x-webrtc-maincam-resolution",
                    camera.resolution().orElse("")))),
            of(ServerCommand.Microphone.class, microphone -> InfoMessage.of("mic", headers("x-webrtc-mic",
                    microphone.on() ? "ADMINSTARTMIC" : "ADMINSTOPMIC", "x-webrtc-sync", bit(microphone.forced())))),
            of(ServerCommand.ToSpectators.class, move -> InfoMessage.of("partstate", headers("x-webrtc-partstate", "SPECTATOR",
                    "x-webrtc-audioid", move.audioId().orElse(""), "x-webrtc-spectator-mode",
                    move.mode().isPresent() ? String.valueOf(move.mode().getAsInt()) : ""))),
            of(ServerCommand.ToParticipants.class, move -> InfoMessage.of("partstate", headers("x-webrtc-partstate", "PARTICIPANT"))),
            of(ServerCommand.Notification.class, notification -> InfoMessage.of("notify", headers("x-vinteo-notify", notification.json()))),
            of(ServerCommand.Tone.class, tone -> new InfoMessage(List.of(), Optional.of(new SipBody("application/dtmf-relay",
                    "Signal=" + tone.signal() + "\r\nDuration=" + tone.duration().toMillis() + "\r\n")))),
            of(ServerCommand.Raw.class, raw -> new InfoMessage(raw.headers(), Optional.of(raw.body()))));

    private ServerWords() {}

    private static <C extends ServerCommand> Map.Entry<Class<?>, Function<ServerCommand, InfoMessage>> of(Class<C> type,
            Function<C, InfoMessage> words) {
        return Map.entry(type, words.compose(type::cast));
    }

    /** A command as the INFO that carries it. */
    public static InfoMessage of(ServerCommand command) {
        Function<ServerCommand, InfoMessage> words = COMMANDS.get(command.getClass());
        if (words == null) {
            throw new IllegalArgumentException("unknown command " + command);
        }
        return words.apply(command);
    }

    /** A notification as the NOTIFY outside any dialog. */
    public static InfoMessage notify(ServerCommand.Notification notification) {
        return new InfoMessage(List.of(new Header("Event", "vinteo-notify"),
                new Header("Subscription-State", "active"), new Header("x-vinteo-notify", notification.json())),
                Optional.empty());
    }

    /** That a token was issued: the conference as the room header spells it, or clients do not accept it. */
    public static ServerCommand.Notification tokenIssued(String conference, String participant, Secret token) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("conference", conference).put("participant", "SIP/" + participant)
                .put("jwt", new String(token.reveal()));
        return new ServerCommand.Notification(JsonNodeFactory.instance.objectNode()
                .put("cmd", "ConferenceParticipantTokenIssued").set("body", body).toString());
    }

    private static InfoMessage enterRoom(ServerCommand.EnterRoom enter) {
        return InfoMessage.of("roomname", headers("x-webrtc-enter-room", enter.room(),
                "x-webrtc-participant-name", enter.participantName(), "x-bearer-token",
                enter.bearerToken().map(token -> new String(token.reveal())).orElse(""),
                "x-webrtc-is-direct-p2p", enter.direct().map(String::valueOf).orElse("")));
    }

    private static InfoMessage channels(Channels channels) {
        return InfoMessage.of("roomname", headers("x-webrtc-input-channels", channels.input().orElse(""),
                "x-webrtc-output-channels", channels.output().orElse("")));
    }

    private static String bit(boolean value) {
        return value ? "1" : "0";
    }
}
