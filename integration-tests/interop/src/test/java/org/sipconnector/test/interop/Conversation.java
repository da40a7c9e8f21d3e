/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sipconnector.api.ConnectorConfiguration;
import org.sipconnector.api.ConnectorConfigurationBuilder;
import org.sipconnector.api.Secret;
import org.sipconnector.api.TlsTrust;
import org.sipconnector.api.Transport;
import org.sipconnector.api.media.MediaEngine;

/**
 * A connector and its scripted server, and what they have said: messages by name, and the dialog between them. Headers
 * given to {@link #answer} and {@link #request} take the place of the usual ones of that name; {@code no NAME} leaves
 * one out.
 */
final class Conversation implements AutoCloseable {

    static final String USER = "alice";
    static final String DOMAIN = "sip.test";
    static final String PASSWORD = "word";

    final ScriptedPeer peer;
    final Transport transport;
    private final ConnectorConfigurationBuilder configuration;
    private final MediaEngine media;
    private final Map<String, Received> heard = new HashMap<>();
    private RealConnector connector;
    private Connection connection;
    private Received last;
    private String fresh = "";
    private int count;
    // the dialog, as the peer sees it
    private String callId;
    private String local;
    private String remote;
    private String target;
    private long cseq = 1;
    private long inviteSeq = 1;
    private String inviteBranch;

    /**
     * @param transports the first is the connector's
     * @param media prepared, or a real engine that the caller closes
     */
    Conversation(Set<Transport> transports, MediaEngine media) throws IOException {
        this.peer = ScriptedPeer.listening(transports);
        this.transport = transports.iterator().next();
        this.media = media;
        this.configuration = ConnectorConfiguration.builder("interop").server("127.0.0.1:" + peer.port()).domain(DOMAIN)
                .transport(transport).account(USER, Secret.of(PASSWORD)).displayName("Alice");
        if (transport.secure()) {
            configuration.trust(TlsTrust.caFile(PeerCertificate.get().file().toString()));
        }
    }

    /** To be changed before the connector is first asked for. */
    ConnectorConfigurationBuilder configuration() {
        return configuration;
    }

    RealConnector connector() {
        if (connector == null) {
            connector = new RealConnector(configuration.build(), media);
        }
        return connector;
    }

    /** The next message, which must begin so; from now on answers and requests go over its connection. */
    Received expect(String start) throws InterruptedException {
        Received next = peer.next();
        if (!next.firstLine().startsWith(start)) {
            throw new AssertionError("expected " + start + " but the connector said\n" + next);
        }
        return note(next);
    }

    /** The next message that begins so; others before it are passed over. */
    Received await(String start) throws InterruptedException {
        Received next = peer.next();
        while (!next.firstLine().startsWith(start)) {
            next = peer.next();
        }
        return note(next);
    }

    private Received note(Received message) {
        last = message;
        connection = message.connection();
        heard.put((message.response() ? "answer" : message.method()).toLowerCase(Locale.ROOT), message);
        if (message.response() && message.method().equals("INVITE") && message.find("To").orElse("").contains(";tag=")
                && message.header("Call-ID").equals(callId)) {
            remote = message.header("To");
            message.find("Contact").ifPresent(contact -> target = message.uri("Contact"));
        }
        return message;
    }

    /** Keeps the last message under a name of its own. */
    void name(String name) {
        heard.put(name, last);
    }

    Received heard(String name) {
        Received message = heard.get(name);
        if (message == null) {
            throw new AssertionError("nothing named '" + name + "' has been heard");
        }
        return message;
    }

    /** The next connection; what is said now goes over it. */
    void connected() throws InterruptedException {
        connection = peer.nextConnection();
    }

    Connection connection() {
        return connection;
    }

    Received last() {
        return last;
    }

    /** Writes exactly this. */
    void send(byte[] bytes) throws IOException {
        connection.send(bytes);
    }

    /** Answers a request the usual way, but for the headers given. */
    void answer(Received request, String status, List<String> headers, String body) throws IOException {
        String to = request.header("To");
        String tagged = to.contains(";tag=") || status.startsWith("100") ? to : to + ";tag=peer";
        boolean contact = status.matches("(1(?!00)|2)\\d\\d.*") && request.method().matches("INVITE|UPDATE|SUBSCRIBE");
        Lines lines = new Lines("SIP/2.0 " + status, headers);
        request.all("Via").forEach(via -> lines.usual("Via", via));
        lines.usual("From", request.header("From"));
        lines.usual("To", tagged);
        lines.usual("Call-ID", request.header("Call-ID"));
        lines.usual("CSeq", request.header("CSeq"));
        if (contact) {
            lines.usual("Contact", contact());
        }
        if (contact && request.method().equals("INVITE")) {
            callId = request.header("Call-ID");
            local = lines.value("To").orElse(tagged);
            remote = request.header("From");
            target = request.uri("Contact");
            inviteSeq = 1;
        }
        request.connection().send(Connection.bytes(lines.with(body)));
    }

    /** A request inside the dialog, or one outside when there is none or it is wanted. */
    void request(String method, boolean outside, Optional<String> uri, List<String> headers, String body) throws IOException {
        if (callId == null || outside) {
            begin();
        }
        boolean follows = method.equals("ACK") || method.equals("CANCEL");
        long number = follows ? inviteSeq : ++cseq;
        String branch = method.equals("CANCEL") ? inviteBranch : "z9hG4bK" + method + ++count + fresh;
        if (method.equals("INVITE")) {
            inviteSeq = number;
            inviteBranch = branch;
        }
        String to = method.equals("CANCEL") ? remote.replaceAll(";tag=.*", "") : remote;
        Lines lines = new Lines(method + ' ' + uri.orElse(target) + " SIP/2.0", headers);
        lines.usual("Via", "SIP/2.0/" + connection.transport() + " 127.0.0.1:" + peer.port() + ";branch=" + branch);
        lines.usual("Max-Forwards", "70");
        lines.usual("From", local);
        lines.usual("To", to);
        lines.usual("Call-ID", callId);
        lines.usual("CSeq", number + " " + method);
        if (!follows && !method.equals("BYE")) {
            lines.usual("Contact", contact());
        }
        connection.send(Connection.bytes(lines.with(body)));
    }

    private void begin() {
        fresh = Long.toString(System.nanoTime(), 36);
        callId = "interop-" + ++count + fresh;
        local = "<sip:600@" + DOMAIN + ">;tag=peer" + count;
        remote = "<sip:" + USER + '@' + DOMAIN + '>';
        target = heard("register").uri("Contact");
        cseq = 1;
    }

    /** The peer's Contact. */
    String contact() {
        return "<sip:600@127.0.0.1:" + peer.port() + ";transport=" + connection.transport().name().toLowerCase(Locale.ROOT) + '>';
    }

    /** The connector answers an OPTIONS next: until now it has said nothing else. */
    void expectNothing() throws IOException, InterruptedException {
        String probe = "interop-probe-" + System.nanoTime();
        connection.send(Connection.bytes(String.join("\r\n", "OPTIONS " + heard("register").uri("Contact") + " SIP/2.0",
                "Via: SIP/2.0/" + connection.transport() + " 127.0.0.1:" + peer.port() + ";branch=z9hG4bK" + probe,
                "Max-Forwards: 70", "From: <sip:probe@" + DOMAIN + ">;tag=probe", "To: <sip:" + USER + '@' + DOMAIN + '>',
                "Call-ID: " + probe, "CSeq: 1 OPTIONS", "Content-Length: 0", "", "")));
        Received next = peer.next();
        if (!next.find("Call-ID").orElse("").equals(probe)) {
            throw new AssertionError("nothing was to be said, but the connector said\n" + next);
        }
    }

    @Override
    public void close() {
        peer.close();
        if (connector != null) {
            connector.close();
        }
    }

    /** The lines of a message: those given, and the usual ones in place of which none was given. */
    private static final class Lines {

        private final List<String> lines = new ArrayList<>();
        private final List<String> given = new ArrayList<>();
        private final List<String> names;

        Lines(String first, List<String> headers) {
            lines.add(first);
            names = headers.stream().map(line -> line.startsWith("no ") ? line.substring(3) : line.replaceAll(":(?s).*", ""))
                    .map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
            headers.stream().filter(line -> !line.startsWith("no ")).forEach(given::add);
        }

        void usual(String name, String value) {
            if (!names.contains(name.toLowerCase(Locale.ROOT))) {
                lines.add(name + ": " + value);
            }
        }

        Optional<String> value(String name) {
            return given.stream().filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip()).findFirst();
        }

        String with(String body) {
            if (!body.isEmpty()) {
                usual("Content-Type", "application/sdp");
            }
            lines.addAll(given);
            if (!names.contains("content-length")) {
                lines.add("Content-Length: " + Connection.bytes(body).length);
            }
            return String.join("\r\n", lines) + "\r\n\r\n" + body;
        }
    }
}
