/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.call;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.RingingInvite;
import org.sipconnector.api.conferencestate.ConferenceState;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.conferencestate.ConferenceStateSnapshot;
import org.sipconnector.api.conferencestate.CountedSession;
import org.sipconnector.api.conferencestate.EnteredRoom;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.RemoteTrack;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.spi.http.HttpRequests;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.Command;
import org.sipconnector.testkit.FixedSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;
import org.sipconnector.testkit.RecordedMedia.CreateAnswer;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.ReplaceTrack;
import org.sipconnector.testkit.RecordedMedia.SetRemote;

/** A connected connector and the steps of a call, for scenarios to vary. */
final class Scene {

    static final UserAgentId UA = new UserAgentId("ua-1");
    static final String SDP = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=sendrecv\r\n";

    private Scene() {}

    static LaneHarness connected(LaneHarness stage) {
        return connected(stage, Optional.empty());
    }

    /** @param most the largest resolution that the connection allows */
    static LaneHarness connected(LaneHarness stage, Optional<Size> most) {
        return stage.install(new FixedSnapshot(ConnectionManager.class, connection(most)),
                new FixedSnapshot(ConferenceStateManager.class, ConferenceStateSnapshot.NONE),
                new CallManagerFactory(stage.sip(), stage.media(), stage.foundation(HttpRequests.class)));
    }

    static ConnectionSnapshot connection() {
        return connection(Optional.empty());
    }

    /** The transport is being opened again. */
    static ConnectionSnapshot transportLost() {
        ConnectionSnapshot up = connection();
        return new ConnectionSnapshot(up.state(), new UserAgentStatus(up.userAgent(), false, false), up.configuration(), up.domain(),
                Set.of(), Optional.empty());
    }

    private static ConnectionSnapshot connection(Optional<Size> most) {
        ConnectionConfiguration configuration =
                new ConnectionConfiguration(LaneHarness.standardConfiguration().domain("example.org").remoteAddress(null)
                        .maxAvailableResolution(most.orElse(null)).build().parameters(), "1001").withoutIceServers();
        return new ConnectionSnapshot(ConnectionState.ESTABLISHED, new UserAgentStatus(Optional.of(UA), true, true),
                Optional.of(configuration), Optional.of("example.org"), Set.of(), Optional.empty());
    }

    /** Connected with parameters of its own to another server than the configured one. */
    static ConnectionSnapshot connectedElsewhere() {
        ConnectionConfiguration configuration = new ConnectionConfiguration(LaneHarness.standardConfiguration().server("other.example.net:8080")
                .transport(Transport.WS).remoteAddress("192.0.2.7").trust(TlsTrust.ANYTHING).build().parameters(), "1001").withoutIceServers();
        return new ConnectionSnapshot(ConnectionState.ESTABLISHED, new UserAgentStatus(Optional.of(UA), true, true),
                Optional.of(configuration), Optional.of("other.example.net"), Set.of(), Optional.empty());
    }

    static CallManager call(LaneHarness stage) {
        return stage.manager(CallManager.class);
    }

    static DialogId dialog(LaneHarness stage) {
        return call(stage).snapshot().dialog().orElseThrow();
    }

    static PeerId peer(LaneHarness stage) {
        return call(stage).snapshot().peer().orElseThrow();
    }

    /** The offer is made and the INVITE sent. */
    static void invited(LaneHarness stage) {
        described(stage, SdpType.OFFER);
    }

    /** The description asked for last is made. */
    static void described(LaneHarness stage, SdpType type) {
        String request =
                type == SdpType.OFFER ? stage.command(CreateOffer.class).request() : stage.command(CreateAnswer.class).request();
        stage.post(new MediaEvent.LocalDescription(peer(stage), request, type, SDP));
    }

    /** The media engine does everything it was asked for. */
    static void sent(LaneHarness stage) {
        for (Command command : List.copyOf(stage.commands())) {
            if (command instanceof AddTransceiver added) {
                stage.post(new MediaEvent.TrackReplaced(peer(stage), added.transceiver().name(), added.transceiver().track()));
            } else if (command instanceof ReplaceTrack replaced) {
                stage.post(new MediaEvent.TrackReplaced(peer(stage), replaced.transceiver(), replaced.track()));
            }
        }
    }

    /** The remote description given last is set. */
    static void remoteSet(LaneHarness stage) {
        stage.post(new MediaEvent.RemoteDescriptionSet(peer(stage), stage.command(SetRemote.class).request(),
                stage.command(SetRemote.class).type()));
    }

    static void answered(LaneHarness stage) {
        stage.post(new SipEvent.DialogAnswered(UA, dialog(stage), Optional.of(SDP), List.of()));
        remoteSet(stage);
    }

    static void confirmed(LaneHarness stage) {
        stage.post(new SipEvent.DialogConfirmed(UA, dialog(stage)));
    }

    /** A call that is confirmed. */
    static LaneHarness inCall(LaneHarness stage) {
        connected(stage);
        call(stage).startCall(CallParameters.to("1000"));
        invited(stage);
        answered(stage);
        confirmed(stage);
        return stage;
    }

    /** Somebody calls. */
    static RingingInvite incoming(Optional<String> offer) {
        return new RingingInvite(UA, new DialogId("incoming-1"), "2000", offer);
    }

    static RemoteTrack track(String id, MediaKind kind, String stream) {
        return new RemoteTrack(id, kind, "0", "remote-" + id, List.of(stream));
    }

    /** The room's token is known. */
    static void inRoom(LaneHarness stage, String conference) {
        ConferenceStateSnapshot none = ConferenceStateSnapshot.NONE;
        ConferenceStateSnapshot inRoom = new ConferenceStateSnapshot(ConferenceState.IN_ROOM, Optional.of("1000"), false,
                new EnteredRoom(Optional.of(conference), Optional.of("me"), Optional.empty(), Optional.empty(), false, Optional.empty()),
                Optional.of(conference), Optional.of(Secret.of("jwt")), new CountedSession(none.session(), 0, 0));
        stage.post(new FixedSnapshot.Now(ConferenceStateManager.class, inRoom));
    }
}
