/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.sipconnector.api.Event;
import org.sipconnector.api.IceServer;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.call.CallParameters;
import org.sipconnector.api.call.CallState;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;
import org.sipconnector.spi.http.HttpCall;
import org.sipconnector.spi.sip.SipTraces.TraceSettings;

/**
 * The life of a connector in a process of its own: every place a secret can enter gets one with its own number, and all that
 * can be read of the connector is written into the folder given. Its log, at the lowest level, goes to its output.
 */
final class PlantedSecrets {

    /** Begins each of them. */
    static final String MARK = "kPl4nt3d";

    /** What a terminal would act on, and a line of a log that nobody wrote. */
    static final String STEERING = "\u001b[2J\u009b31m\u0007\b\u007f\u202e\u0085FORGED\u2028FORGED";

    private final Path folder;
    private final StringBuilder thrown = new StringBuilder();
    private final ServerConversation conversation;
    private final RealConnector connector;

    private PlantedSecrets(Path folder) throws IOException {
        this.folder = folder;
        this.conversation = new ServerConversation(EnumSet.of(Transport.WS), PreparedMedia.engine());
        conversation.configuration().account(ServerConversation.USER, Secret.of(secret("Password")))
                .iceServer(new IceServer(List.of("turn:127.0.0.1:3478"), Optional.of("turn"), Optional.of(Secret.of(secret("Turn")))));
        this.connector = conversation.connector();
    }

    static String secret(String where) {
        return MARK + where;
    }

    private static String jwt(String where) {
        return "eyJhbGciOiJIUzI1NiJ9." + secret(where) + ".c2ln";
    }

    public static void main(String[] arguments) throws Exception {
        PlantedSecrets life = new PlantedSecrets(Path.of(arguments[0]));
        try {
            life.run();
        } finally {
            life.conversation.close();
        }
        System.exit(0);
    }

    private void run() throws Exception {
        connector.sip.trace(connector.lane.id(), new TraceSettings(true, Optional.of(folder.resolve("trace.pcap")), Optional.empty()));
        registers();
        calls();
        isToldThings();
        rings();
        asksByHttp();
        fails();
        steersTerminals();
        show("");
        write("events", connector.told().toString());
        write("configuration", connector.lane.configuration().toString());
        write("thrown", thrown.toString());
        write("sip-state", RealConnector.got(connector.sip.handOver(connector.lane.id())).toString());
        write("cmdline", Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1));
        write("environ", Files.readString(Path.of("/proc/self/environ"), StandardCharsets.ISO_8859_1));
    }

    private void show(String moment) throws IOException {
        write(moment + "journal", LaneContents.journal(connector.lane));
        write(moment + "export.json", LaneContents.export(connector.lane));
        write(moment + "handovers", LaneContents.handovers(connector.lane));
        write(moment + "snapshots", LaneContents.snapshots(connector.lane));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void registers() throws Exception {
        CompletionStage<?> connecting = connector.connection().connect();
        conversation.answer(conversation.expect("REGISTER"), "401 Unauthorized",
                List.of("WWW-Authenticate: Digest realm=\"sip.test\", nonce=\"n1\", qop=\"auth\", algorithm=MD5"), "");
        ReceivedMessage register = conversation.expect("REGISTER");
        conversation.answer(register, "200 OK", List.of("Contact: " + register.header("Contact"), "X-Token: " + secret("RegisterToken"),
                "Set-Cookie: " + secret("Cookie"), "Authentication-Info: rspauth=\"" + secret("Rspauth") + "\""), "");
        RealConnector.got(connecting);
    }

    private void calls() throws Exception {
        CompletionStage<?> calling = connector.call().startCall(CallParameters.to("600").withHeaders(List.of(
                new Header("X-Vinteo-Token", secret("CallToken")), new Header("X-Secret-Key", secret("CallKey")))));
        ReceivedMessage first = conversation.expect("INVITE");
        conversation.answer(first, "407 Proxy Authentication Required",
                List.of("Proxy-Authenticate: Digest realm=\"proxy\", nonce=\"n2\", qop=\"auth\", algorithm=MD5"), "");
        conversation.expect("ACK");
        ReceivedMessage invite = conversation.expect("INVITE");
        String answer = BrowserDescriptions.answer(invite.body()).replace("passwordofthescriptedpeer", secret("IcePwdOfTheAnswerer"))
                .replaceFirst("a=sendrecv", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + secret("Crypto") + "|2^20\r\nk=clear:" + secret("Key")
                        + "\r\na=sendrecv");
        conversation.answer(invite, "200 OK",
                List.of("Authorization: Basic " + secret("AnswerBasic"), "Proxy-Authorization: Bearer " + secret("AnswerBearer"),
                        "Alert-Info: <https://u:" + secret("AlertUrl") + "@h/?token=" + secret("AlertToken") + ">"),
                answer);
        conversation.expect("ACK");
        RealConnector.got(calling);
    }

    private void isToldThings() throws Exception {
        tell("INFO",
                List.of("Content-Type: application/vinteo.webrtc.roomname", "X-WEBRTC-ENTER-ROOM: r1", "X-WEBRTC-BEARER-TOKEN: " + jwt("RoomToken"),
                        "X-WEBRTC-PARTICIPANT-NAME: n"),
                "");
        tell("INFO", List.of("Content-Type: application/json", "Authorization: Digest username=\"x\", response=\"" + secret("InfoDigest") + "\""),
                "{\"pin\":\"" + secret("InfoPin") + "\",\"deep\":[{\"any\":\"" + secret("InfoAny") + "\"}]}");
        tell("INFO", List.of("Content-Type: text/plain", "Info-Package: x", "Cookie: " + secret("InfoCookie")), secret("InfoPlain"));
        tell("INFO", List.of("Content-Type: application/dtmf-relay"), "Signal=" + secret("Dtmf"));
        outside("NOTIFY",
                List.of("Content-Type: application/vinteo.webrtc.notify", "Event: x", "Subscription-State: active", "X-Vinteo-Notify: {\"cmd\":"
                        + "\"ConferenceParticipantTokenIssued\",\"body\":{\"conference\":\"600\",\"participant\":\"SIP/alice\",\"jwt\":\""
                        + jwt("Jwt") + "\"}}"),
                "");
        outside("NOTIFY", List.of("X-VINTEO-NOTIFY: not json but a token=" + secret("NotifyBad"), "Event: x", "Subscription-State: active"), "");
        outside("MESSAGE", List.of("Content-Type: text/html", "From: <sip:bob:" + secret("FromUri") + "@sip.test>;tag=m"),
                "<b>" + secret("Message") + "</b>");
        conversation.send(PeerWay.bytes("INFO sip:alice@sip.test SIP/2.0\r\nVia: broken\r\nX-Token: " + secret("BrokenMessage")
                + "\r\nAuthorization: Bearer " + secret("BrokenBearer") + "\r\nContent-Length: 0\r\n\r\n"));
        conversation.send(PeerWay.bytes("password=" + secret("FirstLine") + "\r\n\r\n"));
        show("in-call-");
        CompletionStage<?> ending = connector.call().endCall();
        conversation.answer(conversation.await("BYE"), "200 OK", List.of("Reason: SIP;cause=200;text=\"token=" + secret("ByeReason") + "\""), "");
        RealConnector.got(ending);
    }

    private void steersTerminals() throws Exception {
        conversation.request("INVITE", true, Optional.empty(), List.of("From: \"B" + STEERING + "\" <sip:bob@sip.test>;tag=s1"),
                BrowserDescriptions.offer());
        conversation.await("SIP/2.0 180");
        conversation.request("CANCEL", false, Optional.empty(), List.of("From: \"B" + STEERING + "\" <sip:bob@sip.test>;tag=s1",
                "Reason: SIP;cause=487;text=\"T" + STEERING + "\""), "");
        conversation.await("SIP/2.0 487");
        conversation.request("ACK", false, Optional.empty(), List.of(), "");
        outside("INVITE", List.of("From: <sip:b" + STEERING + "@sip.test>;tag=s2"), BrowserDescriptions.offer());
        outside("OPTIONS", List.of("From: B" + STEERING + " <sip:b@sip.test>;tag=s3", "Content-Disposition: " + STEERING), "");
        outside("M" + STEERING, List.of(), "");
        outside("INVITE", List.of("CSeq: 2 M" + STEERING), "");
        outside("NOTIFY", List.of("Event: x", "Subscription-State: active", "X-Vinteo-Notify: {\"cmd\":\"" + STEERING + "\"}"), "");
        outside("NOTIFY", List.of("Event: x", "Subscription-State: active", "X-Vinteo-Notify: {" + STEERING + "}"), "");
        conversation.send(PeerWay.bytes(STEERING + "\r\n\r\n"));
        CompletionStage<?> calling = connector.call().startCall(CallParameters.to("600"));
        conversation.answer(conversation.await("INVITE"), "200 OK", List.of(), BrowserDescriptions.answer(conversation.last().body()));
        conversation.expect("ACK");
        RealConnector.got(calling);
        tell("INFO", List.of("Content-Type: application/vinteo.webrtc.roomname", "X-WEBRTC-ENTER-ROOM: r" + STEERING,
                "X-WEBRTC-PARTICIPANT-NAME: n" + STEERING), "");
        tell("INFO", List.of("Content-Type: application/" + STEERING), STEERING);
        tell("BYE", List.of("Reason: SIP;cause=200;text=\"T" + STEERING + "\""), "");
        connector.becomes(() -> connector.call().snapshot().state() == CallState.IDLE, "idle");
        CompletionStage<?> refused = connector.call().startCall(CallParameters.to("601"));
        conversation.answer(conversation.await("INVITE"), "488 No" + STEERING, List.of("Warning: 399 h \"W" + STEERING + "\""), "");
        conversation.expect("ACK");
        failing(() -> refused);
    }

    private void tell(String method, List<String> headers, String body) throws Exception {
        conversation.request(method, false, Optional.empty(), headers, body);
        conversation.await("SIP/2.0");
    }

    private void outside(String method, List<String> headers, String body) throws Exception {
        conversation.request(method, true, Optional.empty(), headers, body);
        conversation.await("SIP/2.0");
    }

    private void rings() throws Exception {
        String offer = BrowserDescriptions.offer().replace("passwordofthescriptedpeer", secret("IcePwdOfTheCaller"));
        conversation.request("INVITE", true, Optional.empty(), List.of("X-Api-Key: " + secret("InviteKey")), offer);
        conversation.await("SIP/2.0 180");
        connector.becomes(() -> connector.manager(IncomingCallManager.class).isAvailableIncomingCall(), "called");
        RealConnector.got(connector.manager(IncomingCallManager.class).decline(486));
        conversation.await("SIP/2.0 486");
        conversation.request("ACK", false, Optional.empty(), List.of(), "");
    }

    private void asksByHttp() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = ("{\"answer\":\"" + secret("HttpAnswer") + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Set-Cookie", secret("HttpCookie"));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String root = "http://127.0.0.1:" + server.getAddress().getPort();
            ask("good", root + "/?access_token=" + secret("HttpQuery"));
            ask("relative", "//u:" + secret("HttpRelative") + "@h/");
            ask("unreadable", "https://u:" + secret("HttpUnreadable") + "@[h?token=" + secret("HttpUnreadableQuery"));
            ask("strange", "ftp://u:" + secret("HttpScheme") + "@127.0.0.1/?password=" + secret("HttpSchemeQuery"));
            ask("closed", "https://u:" + secret("HttpClosed") + "@127.0.0.1:1/?token=" + secret("HttpClosedQuery"));
        } finally {
            server.stop(0);
        }
    }

    private void ask(String id, String url) throws Exception {
        HttpCall call = new HttpCall(id, "POST", url, List.of(new Header("X-Access-Token", secret("HttpHeader"))),
                Optional.of(Secret.of(secret("HttpBearer"))),
                Optional.of("{\"body\":\"" + secret("HttpBody") + "\"}"), Duration.ofSeconds(10), TlsTrust.PLATFORM);
        thrown.append(call).append('\n');
        CompletableFuture<Event> outcome = new CompletableFuture<>();
        connector.http.attach(connector.lane.id(), event -> {
            connector.lane.post(event);
            outcome.complete(event);
        });
        connector.http.send(connector.lane.id(), call);
        thrown.append(RealConnector.got(outcome)).append('\n');
    }

    /** What clients are told when something cannot be. */
    private void fails() {
        failing(() -> connector.call().startCall(CallParameters.to("bob@[nowhere")));
        failing(() -> connector.connection().sendOptions("sip:bob:" + secret("OptionsPassword") + "@[nowhere", Optional.of(new SipBody("text/plain",
                secret("OptionsBody"))), List.of(new Header("X-Token", secret("OptionsHeader") + "\r\nInjected: 1"))));
        failing(() -> CompletableFuture
                .completedFuture(new IceServer(List.of("turn:user:" + secret("TurnUrl") + "@h?credential=" + secret("TurnQuery")),
                        Optional.of("u"), Optional.of(Secret.of(secret("TurnCredential"))))));
        failing(() -> CompletableFuture.completedFuture(Header.parse("Authorization Bearer " + secret("HeaderWithoutColon"))));
    }

    private void failing(java.util.function.Supplier<CompletionStage<?>> operation) {
        try {
            thrown.append(operation.get().toCompletableFuture().orTimeout(20, java.util.concurrent.TimeUnit.SECONDS).join()).append('\n');
        } catch (CompletionException | IllegalArgumentException e) {
            java.io.ByteArrayOutputStream trace = new java.io.ByteArrayOutputStream();
            e.printStackTrace(new PrintStream(trace, true, StandardCharsets.UTF_8));
            thrown.append(trace.toString(StandardCharsets.UTF_8)).append('\n');
        }
    }
}
