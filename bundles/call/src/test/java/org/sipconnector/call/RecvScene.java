/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import org.sipconnector.api.Secret;
import org.sipconnector.api.call.RecvSession;
import org.sipconnector.api.conferencestate.ConferenceStateEvent;
import org.sipconnector.api.conferencestate.InRoomCredentials;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.serverapi.ServerApiEvent;
import org.sipconnector.spi.http.HttpCall;
import org.sipconnector.spi.http.HttpEvent;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerState;
import org.sipconnector.spi.media.SignalingState;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedHttp.Send;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.SetRemote;

/** The steps of a spectator's receive-only session. */
final class RecvScene {

    static final String ANSWER = "{\"type\":\"answer\",\"sdp\":\"v=0\\r\\n\"}";

    private RecvScene() {}

    /** A participant in room 100. */
    static LaneHarness inRoom(LaneHarness stage) {
        Scene.inCall(stage);
        Scene.inRoom(stage, "100");
        return stage.forget();
    }

    static void spectator(LaneHarness stage, String channel) {
        stage.post(new ServerApiEvent.MoveRequestToSpectatorsWithAudioChannel(channel, false));
    }

    static void participant(LaneHarness stage) {
        stage.post(new ServerApiEvent.MoveRequestToParticipants());
    }

    static RecvSession session(LaneHarness stage) {
        return Scene.call(stage).snapshot().recvSession().orElseThrow();
    }

    static PeerId peer(LaneHarness stage) {
        return session(stage).peer();
    }

    /** The offer asked for last is made. */
    static void offered(LaneHarness stage) {
        stage.post(new MediaEvent.SignalingStateChanged(peer(stage), SignalingState.HAVE_LOCAL_OFFER));
        stage.post(new MediaEvent.LocalDescription(peer(stage), stage.command(CreateOffer.class).request(), SdpType.OFFER,
                "v=0\r\n"));
    }

    static HttpCall posted(LaneHarness stage) {
        return stage.command(Send.class).call();
    }

    static void answeredBy(LaneHarness stage, int status, String body) {
        stage.post(new HttpEvent.HttpAnswered(posted(stage).id(), status, body));
    }

    /** The answer is set and the connection connected. */
    static void applied(LaneHarness stage) {
        stage.post(new MediaEvent.SignalingStateChanged(peer(stage), SignalingState.STABLE));
        stage.post(new MediaEvent.PeerStateChanged(peer(stage), PeerState.CONNECTING));
        stage.post(new MediaEvent.RemoteDescriptionSet(peer(stage), stage.command(SetRemote.class).request(), SdpType.ANSWER));
        stage.post(new MediaEvent.PeerStateChanged(peer(stage), PeerState.CONNECTED));
    }

    static void negotiated(LaneHarness stage) {
        offered(stage);
        answeredBy(stage, 200, ANSWER);
        applied(stage);
    }

    static void tracks(LaneHarness stage) {
        stage.post(new MediaEvent.TrackAdded(peer(stage), Scene.track("a", MediaKind.AUDIO, "default")));
        stage.post(new MediaEvent.TrackAdded(peer(stage), Scene.track("v", MediaKind.VIDEO, "default")));
    }

    /** A spectator whose session has started. */
    static LaneHarness watching(LaneHarness stage) {
        inRoom(stage);
        spectator(stage, "5");
        negotiated(stage);
        tracks(stage);
        return stage.forget();
    }

    /** The room's token is now for this conference. */
    static void token(LaneHarness stage, String conference) {
        Scene.inRoom(stage, conference);
        stage.post(new ConferenceStateEvent.InRoomCredentialsChanged(new InRoomCredentials(conference, Secret.of("jwt"))));
        stage.post(new ConferenceStateEvent.InRoomConferenceChanged(conference));
    }

    static List<String> recvEvents(LaneHarness stage) {
        return stage.eventNames().stream().filter(name -> name.startsWith("call:recv")).toList();
    }
}
