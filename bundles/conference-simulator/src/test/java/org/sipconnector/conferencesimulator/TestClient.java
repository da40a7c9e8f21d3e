/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.connection.RegistrationOptions;
import org.sipconnector.api.media.Direction;
import org.sipconnector.api.media.LocalTrack;
import org.sipconnector.api.media.MediaKind;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.media.SdpType;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.simulator.SimulatorAddresses;
import org.sipconnector.spi.media.MediaEngine;
import org.sipconnector.spi.media.MediaEvent;
import org.sipconnector.spi.media.PeerSettings;
import org.sipconnector.spi.media.TrackFlow;
import org.sipconnector.spi.media.TransceiverSettings;
import org.sipconnector.spi.sip.OutgoingRequest;
import org.sipconnector.spi.sip.SipAccount;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.spi.sip.SipUserAgents;
import org.sipconnector.spi.sip.TransportTarget;
import org.sipconnector.spi.sip.UserAgentSettings;
import org.sipconnector.testkit.Await;
import org.sipconnector.testkit.EventRecorder;

/** A client of the simulator in single steps, each of which waits for its outcome; answers calls and re-INVITEs by itself. */
public final class TestClient implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final PeerSettings SETTINGS = new PeerSettings(List.of(), Duration.ofMillis(300), true);

    public final EventRecorder ears = new EventRecorder();
    public final String user;
    public final PeerId peer;
    public final DialogId dialog;
    /** The call it answered, when it did not call itself. */
    private volatile DialogId answered;
    private final SipUserAgents sip;
    private final MediaEngine media;
    private final ConnectorId owner;
    private final UserAgentId agent;
    private final UserAgentSettings settings;
    private final String domain;

    TestClient(SipUserAgents sip, MediaEngine media, SimulatorAddresses where, String user, String password) {
        int number = COUNT.incrementAndGet();
        this.sip = sip;
        this.media = media;
        this.user = user;
        this.domain = where.domain();
        this.owner = ConnectorId.of("client-" + number);
        this.agent = new UserAgentId("agent-" + number);
        this.dialog = new DialogId("dialog-" + number);
        this.peer = new PeerId("client-peer-" + number);
        this.settings = new UserAgentSettings(
                new TransportTarget(Transport.WSS, where.host(), where.wssPort().orElseThrow(), SimulatorAddresses.WEB_SOCKET_PATH,
                        Optional.empty(), TlsTrust.caFile(where.caFile().map(Path::toString).orElseThrow())),
                SipAccount.of(user, domain, Secret.of(password)), RegistrationOptions.lasting(Duration.ofSeconds(300)),
                Optional.empty());
        sip.attach(owner, this::accept);
        media.attach(owner, this::accept);
    }

    private void accept(Event event) {
        if (event instanceof SipEvent.ReinviteReceived again) {
            media.setRemote(peer, "reinvite", SdpType.OFFER, again.offer().orElseThrow(), List.of());
        } else if (event instanceof MediaEvent.RemoteDescriptionSet set && set.request().equals("reinvite")) {
            media.createAnswer(peer, "reanswer");
        } else if (event instanceof MediaEvent.LocalDescription made && made.request().equals("reanswer")) {
            sip.answerReinvite(call(), made.sdp());
        } else if (event instanceof SipEvent.IncomingInvite invite) {
            answered = invite.dialog();
            media.open(owner, peer, SETTINGS);
            media.setRemote(peer, "incoming", SdpType.OFFER, invite.offer().orElseThrow(),
                    List.of(line("audio", MediaKind.AUDIO, "tone:500"),
                            line("video", MediaKind.VIDEO, "pattern:320x180@15")));
        } else if (event instanceof MediaEvent.RemoteDescriptionSet set && set.request().equals("incoming")) {
            media.createAnswer(peer, "own-answer");
        } else if (event instanceof MediaEvent.LocalDescription made && made.request().equals("own-answer")) {
            sip.accept(answered, made.sdp(), List.of());
        }
        ears.accept(event);
    }

    /** The call it is in. */
    private DialogId call() {
        return answered == null ? dialog : answered;
    }

    public TestClient connect() {
        sip.start(owner, agent, settings);
        ears.await(SipEvent.TransportConnected.class);
        return this;
    }

    public TestClient register() {
        connect();
        sip.register(agent);
        ears.await(SipEvent.Registered.class);
        return this;
    }

    /** Calls a room with sound and a picture and waits until it has connected and heard of its room. */
    public TestClient call(String room, String... headers) {
        offerMedia(room, headers);
        return connected();
    }

    /** As {@link #call}, with sound only. */
    public TestClient callWithSound(String room) {
        media.open(owner, peer, SETTINGS);
        media.addTransceiver(peer, line("audio", MediaKind.AUDIO, "tone:600"));
        sip.invite(agent, dialog, "sip:" + room + "@" + domain, offer("offer"), List.of());
        return connected();
    }

    private TestClient connected() {
        SipEvent.DialogAnswered answered = ears.await(SipEvent.DialogAnswered.class);
        accepts("answer", answered.answer().orElseThrow());
        sip.acknowledge(dialog);
        return this;
    }

    /** Sends INVITE with sound and a picture, without waiting for its answer. */
    public void offerMedia(String room, String... headers) {
        media.open(owner, peer, SETTINGS);
        media.addTransceiver(peer, line("audio", MediaKind.AUDIO, "tone:600"));
        media.addTransceiver(peer, line("video", MediaKind.VIDEO, "pattern:320x180@15"));
        sip.invite(agent, dialog, "sip:" + room + "@" + domain, offer("offer"),
                List.of(headers).stream().map(Header::parse).toList());
    }

    public UserAgentId agent() {
        return agent;
    }

    /** Sends INVITE without waiting for anything. */
    public void invite(String room, String offer) {
        sip.invite(agent, dialog, "sip:" + room + "@" + domain, offer, List.of());
    }

    /** Acknowledges the answer to {@link #invite} without looking at its SDP. */
    public void acknowledgePlain() {
        ears.await(SipEvent.DialogAnswered.class);
        sip.acknowledge(dialog);
    }

    /** Asks to present and negotiates the line; throws when it is refused. */
    public void present() {
        info("sharedesktop", "x-webrtc-share-state: LETMESTARTPRESENTATION");
        boolean first = ears.all(MediaEvent.LocalDescription.class).stream()
                .noneMatch(made -> made.request().equals("presentation"));
        if (first) {
            media.addTransceiver(peer, line("presentation", MediaKind.VIDEO, "pattern:480x270@10"));
        }
        String request = first ? "presentation" : "presentation-again";
        String offer = offer(request);
        int former = ears.all(SipEvent.ReinviteAnswered.class).size();
        sip.reinvite(dialog, offer, List.of());
        ears.until(user + "'s offer is answered", () -> ears.all(SipEvent.ReinviteAnswered.class).size() > former);
        accepts(request + "-answer", ears.all(SipEvent.ReinviteAnswered.class).get(former).answer().orElseThrow());
        sip.acknowledge(dialog);
    }

    public void stopPresenting() {
        info("sharedesktop", "x-webrtc-share-state: STOPPRESENTATION");
    }

    /** Sends an INFO of the conference protocol; gives status and phrase of its answer. */
    public String info(String kind, String... headers) {
        String id = "info-" + COUNT.incrementAndGet();
        sip.requestInDialog(call(), OutgoingRequest.info(id,
                List.of(headers).stream().map(Header::parse).toList(),
                new SipBody("application/vinteo.webrtc." + kind, "")));
        SipEvent outcome = ears.await(SipEvent.class,
                event -> event instanceof SipEvent.RequestAnswered answered && answered.id().equals(id)
                        || event instanceof SipEvent.RequestFailed failed && failed.id().equals(id));
        return outcome instanceof SipEvent.RequestAnswered answered
                ? answered.status() + " " + answered.reason()
                : ((SipEvent.RequestFailed) outcome).failure().status() + " "
                        + ((SipEvent.RequestFailed) outcome).failure().reason();
    }

    /** Waits for an INFO with this header. */
    public void awaitTold(String header, String value) {
        ears.await(SipEvent.DialogRequestReceived.class,
                event -> Header.find(event.headers(), header).equals(Optional.of(value)));
    }

    /** Waits until more audible sound comes. */
    public void awaitSound() {
        long before = received(MediaKind.AUDIO, "audio");
        Await.until(user + " hears something", () -> received(MediaKind.AUDIO, "audio") > before + 20);
    }

    public void awaitFrames(String transceiver) {
        long before = received(MediaKind.VIDEO, transceiver);
        Await.until(user + " sees something on " + transceiver, () -> received(MediaKind.VIDEO, transceiver) > before + 5);
    }

    /** Waits until the latest picture on a line has this width. */
    public void awaitWidth(String transceiver, int width) {
        Await.until(user + " sees a picture " + width + " wide on " + transceiver,
                () -> flows().stream().anyMatch(flow -> flow.track().transceiver().equals(transceiver)
                        && flow.width() == width),
                () -> flows());
    }

    private long received(MediaKind kind, String transceiver) {
        return flows().stream().filter(flow -> flow.track().kind() == kind
                && flow.track().transceiver().equals(transceiver)).mapToLong(TrackFlow::received).sum();
    }

    private List<TrackFlow> flows() {
        return media.flow(peer).map(flow -> flow.tracks()).orElse(List.of());
    }

    public void hangUp() {
        sip.terminate(dialog, SipCause.TERMINATED, Optional.empty());
        ears.await(SipEvent.DialogEnded.class);
    }

    private String offer(String request) {
        media.createOffer(peer, request, false);
        return ears.await(MediaEvent.LocalDescription.class, made -> made.request().equals(request)).sdp();
    }

    private void accepts(String request, String answer) {
        media.setRemote(peer, request, SdpType.ANSWER, answer, List.of());
        ears.await(MediaEvent.RemoteDescriptionSet.class, set -> set.request().equals(request));
    }

    private static TransceiverSettings line(String name, MediaKind kind, String source) {
        return TransceiverSettings.sending(name, new LocalTrack(name + "-track", kind, source), "camera",
                Direction.SENDRECV);
    }

    @Override
    public void close() {
        media.release(owner);
        sip.release(owner);
    }
}
