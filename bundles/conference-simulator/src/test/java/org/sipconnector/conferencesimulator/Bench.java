/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sipconnector.api.Transport;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.simulator.ParticipantSnapshot;
import org.sipconnector.spi.sip.ServerEvent;
import org.sipconnector.spi.sip.SipEvent;
import org.sipconnector.testkit.RecordedServers.Answer;
import org.sipconnector.testkit.RecordedSip.RequestInDialog;

/** A simulator on fake foundations, and clients that talk to it in single messages. */
final class Bench {

    static final String OFFER = "v=0\r\na=fingerprint:sha-256 AA\r\nm=audio 9 X 111\r\nm=video 9 X 96\r\n";
    static final String WITH_PRESENTATION = OFFER + "m=video 9 X 96\r\n";

    final HandDesk executor = new HandDesk();
    final FakeFoundations foundations = new FakeFoundations();
    final SimulatorComponents parts;
    final Simulator simulator;
    private int requests;

    Bench() {
        this(SimulatorSettings.Lone.ECHO);
    }

    Bench(SimulatorSettings.Lone lone) {
        SimulatorSettings settings = new SimulatorSettings("127.0.0.1", "example.test", Map.of(Transport.WSS, 0), Map.of(), Optional.empty(),
                Path.of("unused"), SimulatorSettings.Pictures.of(lone));
        parts = SimulatorComponents.wire(settings, foundations.all(), executor, Running.OWNER, Clock.systemUTC());
        simulator = new Simulator(executor, parts);
        foundations.sink = simulator::accept;
    }

    static UserAgentId client(String user) {
        return new UserAgentId("connection-of-" + user);
    }

    static DialogId dialog(String user) {
        return new DialogId("call-of-" + user);
    }

    void registers(String user) {
        simulator.accept(new ServerEvent.ClientRegistered("simulator-wss", client(user), user, 300));
    }

    void invites(String user, String room, Optional<String> offer, String... headers) {
        simulator.accept(new SipEvent.IncomingInvite(client(user), dialog(user), room, user, "example.test",
                Optional.empty(), offer, List.of(headers).stream().map(Header::parse).toList()));
    }

    void confirms(String user) {
        simulator.accept(new SipEvent.DialogConfirmed(client(user), dialog(user)));
    }

    /** A whole call until its ACK. */
    void calls(String user, String room, String... headers) {
        invites(user, room, Optional.of(OFFER), headers);
        confirms(user);
    }

    /** An INFO in the call; gives the status and phrase of its answer, empty when there was none. */
    String says(String user, String contentType, String body, String... headers) {
        return asks("INFO", user, Optional.of(new SipBody(contentType, body)), List.of(headers).stream().map(Header::parse).toList());
    }

    /** A request without a body in the call; gives what says gives. */
    String asks(String method, String user) {
        return asks(method, user, Optional.empty(), List.of());
    }

    private String asks(String method, String user, Optional<SipBody> body, List<Header> headers) {
        String request = "request" + ++requests;
        simulator.accept(new ServerEvent.DialogRequestWaiting("simulator-wss", client(user), dialog(user), request, method,
                headers, body));
        return foundations.commands(Answer.class).stream().filter(answer -> answer.request().equals(request))
                .map(answer -> answer.status() + " " + answer.reason().orElseThrow())
                .findFirst().orElse("");
    }

    String shares(String user, String state) {
        return says(user, "application/vinteo.webrtc.sharedesktop", "", "x-webrtc-share-state: " + state);
    }

    void reinvites(String user, String offer) {
        simulator.accept(new SipEvent.ReinviteReceived(client(user), dialog(user), Optional.of(offer), List.of()));
    }

    /** A re-INVITE that leaves the offer to the simulator. */
    void asksForAnOffer(String user) {
        simulator.accept(new SipEvent.ReinviteReceived(client(user), dialog(user), Optional.empty(), List.of()));
    }

    /** Its connection is lost before it has the offer it asked for, or before its ACK. */
    void losesItsReinvite(String user) {
        simulator.accept(new SipEvent.ReinviteAnswered(client(user), dialog(user), Optional.empty()));
    }

    void answersReinvite(String user) {
        simulator.accept(new SipEvent.ReinviteAnswered(client(user), dialog(user), Optional.of("an answer")));
    }

    void hangsUp(String user) {
        simulator.accept(new SipEvent.DialogEnded(client(user), dialog(user),
                new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, "BYE", List.of())));
    }

    /** What was said to a client since the test last asked. */
    List<String> heard(String user) {
        List<String> all = foundations.said(dialog(user));
        foundations.commands.removeIf(command -> command instanceof RequestInDialog told && told.dialog().equals(dialog(user)));
        return all;
    }

    ParticipantSnapshot participant(String user) {
        return simulator.snapshot().participant(user).orElseThrow();
    }
}
