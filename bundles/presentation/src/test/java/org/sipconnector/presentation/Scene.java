/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.presentation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.connection.ConnectionConfiguration;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connection.ConnectionSnapshot;
import org.sipconnector.api.connection.ConnectionState;
import org.sipconnector.api.connection.UserAgentStatus;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.media.Size;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.call.CallManagerFactory;
import org.sipconnector.conferencestate.ConferenceStateManagerFactory;
import org.sipconnector.serverapi.ServerApiManagerFactory;
import org.sipconnector.spi.http.HttpRequests;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.Command;
import org.sipconnector.testkit.FixedSnapshot;
import org.sipconnector.testkit.LaneHarness;
import org.sipconnector.testkit.RecordedMedia.AddTransceiver;
import org.sipconnector.testkit.RecordedMedia.CreateOffer;
import org.sipconnector.testkit.RecordedMedia.ReplaceTrack;
import org.sipconnector.testkit.RecordedMedia.SetRemote;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;

/** A confirmed call with all managers of the call side, for presentations to vary. */
final class Scene {

    static final UserAgentId UA = new UserAgentId("ua-1");
    static final String SDP = "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n";
    static final LocalTrack SCREEN = new LocalTrack("screen-1", MediaKind.VIDEO, "pattern:1280x720@5");

    private final LaneHarness stage;
    final DialogId dialog;
    final PeerId peer;

    private Scene(LaneHarness stage) {
        this.stage = stage;
        dialog = stage.manager(CallManager.class).snapshot().dialog().orElseThrow();
        peer = stage.manager(CallManager.class).snapshot().peer().orElseThrow();
    }

    static LaneHarness installed(LaneHarness stage, Optional<Size> maxResolution) {
        ConnectionConfiguration configuration = new ConnectionConfiguration(LaneHarness.standardConfiguration().domain("example.org")
                .maxAvailableResolution(maxResolution.orElse(null)).build().parameters(), "1001");
        return stage.install(new FixedSnapshot(ConnectionManager.class, new ConnectionSnapshot(ConnectionState.ESTABLISHED,
                new UserAgentStatus(Optional.of(UA), true, true), Optional.of(configuration), Optional.of("example.org"), Set.of(),
                Optional.empty())),
                new CallManagerFactory(stage.sip(), stage.media(), stage.foundation(HttpRequests.class)),
                new ConferenceStateManagerFactory(), new ServerApiManagerFactory(stage.sip()),
                new PresentationManagerFactory(stage.media()));
    }

    static Scene inCall(LaneHarness stage) {
        return inCall(stage, CallParameters.to("1000"), Optional.empty());
    }

    static Scene inCall(LaneHarness stage, CallParameters parameters, Optional<Size> maxResolution) {
        installed(stage, maxResolution);
        stage.manager(CallManager.class).startCall(parameters);
        stage.settle();
        Scene scene = new Scene(stage);
        scene.offered();
        stage.post(new SipEvent.DialogAnswered(UA, scene.dialog, Optional.of(SDP), List.of()));
        scene.remoteSet();
        stage.post(new SipEvent.DialogConfirmed(UA, scene.dialog));
        scene.permitted();
        stage.forget();
        return scene;
    }

    PresentationManager presentation() {
        return stage.manager(PresentationManager.class);
    }

    /** The headers of the request last sent. */
    List<Header> asked() {
        return stage.command(RequestInDialog.class).request().headers();
    }

    /** The request last sent is answered 200. */
    void permitted() {
        stage.post(new SipEvent.RequestAnswered(UA, request(), 200, "OK", List.of(), Optional.empty()));
    }

    void declined() {
        stage.post(new SipEvent.RequestFailed(UA, request(), SipFailure.response(603, "Decline", List.of())));
    }

    private String request() {
        return stage.command(RequestInDialog.class).request().id();
    }

    void offered() {
        stage.post(new MediaEvent.LocalDescription(peer, stage.command(CreateOffer.class).request(), SdpType.OFFER, SDP));
    }

    void remoteSet() {
        stage.post(new MediaEvent.RemoteDescriptionSet(peer, stage.command(SetRemote.class).request(), SdpType.ANSWER));
    }

    /** The media engine sends the track and the re-INVITE is answered. */
    void renegotiated() {
        attached();
        offered();
        stage.post(new SipEvent.ReinviteAnswered(UA, dialog, Optional.of(SDP)));
        remoteSet();
    }

    /** The media engine sends the track it was given last. */
    void attached() {
        Command last = stage.commands().stream().filter(command -> command instanceof AddTransceiver || command instanceof ReplaceTrack)
                .reduce((first, second) -> second).orElseThrow();
        if (last instanceof AddTransceiver added) {
            stage.post(new MediaEvent.TrackReplaced(peer, added.transceiver().name(), added.transceiver().track()));
        } else if (last instanceof ReplaceTrack replaced) {
            stage.post(new MediaEvent.TrackReplaced(peer, replaced.transceiver(), replaced.track()));
        }
    }

    /** The re-INVITE is refused. */
    void refused(int status) {
        attached();
        offered();
        stage.post(new SipEvent.ReinviteFailed(UA, dialog, SipFailure.response(status, "No", List.of())));
    }

    /** A presentation that is active. */
    void presenting() {
        presentation().startPresentation(SCREEN);
        stage.settle();
        permitted();
        renegotiated();
        stage.forget();
    }

    void info(String content, Header... headers) {
        stage.post(new SipEvent.DialogRequestReceived(UA, dialog, "INFO", List.of(headers),
                Optional.of(new SipBody("application/vinteo.webrtc." + content, ""))));
    }

    List<String> events() {
        return stage.eventNames().stream().filter(name -> name.startsWith("presentation:") || name.startsWith("stopped")).toList();
    }
}
