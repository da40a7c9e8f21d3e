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

/**
 * One end that says exactly what it is told to: what both have said by name, and the dialog between them. Headers given to
 * {@link #answer} and {@link #request} take the place of the usual ones of that name; {@code no NAME} leaves one out.
 */
abstract class ScriptedUserAgent implements AutoCloseable {

    static final String USER = "alice";
    static final String DOMAIN = "sip.test";
    static final String PASSWORD = "word";

    private final Map<String, ReceivedMessage> heard = new HashMap<>();
    PeerWay connection;
    private ReceivedMessage last;
    private String fresh = "";
    private int count;
    // the dialog, as this end sees it
    private String callId;
    private String local;
    private String remote;
    private String target;
    private long cseq = 1;
    private long inviteSeq = 1;
    private String inviteBranch;

    /** The next message of the other end, whatever it came over. */
    abstract ReceivedMessage next() throws InterruptedException;

    /** The other end has said nothing until now that was not expected. */
    abstract void saidNothing();

    /** Who this end is: user and address. */
    abstract Address own();

    /** Whom it asks outside dialogs. */
    abstract Address other();

    /** Port of this end's Contact and Via. */
    abstract int port();

    /** Events of the other end that messages are shown with. */
    abstract String context();

    /**
     * An end.
     *
     * @param aor    URI it is known by
     * @param target URI requests go to
     */
    record Address(String aor, String target) {}

    /** The next message, which must begin so; from now on answers and requests go over its connection. */
    ReceivedMessage expect(String start) throws InterruptedException {
        ReceivedMessage next = next();
        if (!next.firstLine().startsWith(start)) {
            throw new AssertionError("expected " + start + " but there was\n" + next);
        }
        return note(next);
    }

    /** The next message that begins so; others before it are passed over. */
    ReceivedMessage await(String start) throws InterruptedException {
        ReceivedMessage next = next();
        while (!next.firstLine().startsWith(start)) {
            next = next();
        }
        return note(next);
    }

    private ReceivedMessage note(ReceivedMessage message) {
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

    ReceivedMessage heard(String name) {
        ReceivedMessage message = heard.get(name);
        if (message == null) {
            throw new AssertionError("nothing named '" + name + "' has been heard");
        }
        return message;
    }

    PeerWay connection() {
        return connection;
    }

    ReceivedMessage last() {
        return last;
    }

    /** Writes exactly this. */
    void send(byte[] bytes) throws IOException {
        connection.send(bytes);
    }

    /** Answers a request the usual way, but for the headers given. */
    void answer(ReceivedMessage request, String status, List<String> headers, String body) throws IOException {
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
        request.connection().send(PeerWay.bytes(lines.with(body)));
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
        lines.usual("Via", "SIP/2.0/" + connection.transport() + " 127.0.0.1:" + port() + ";branch=" + branch);
        lines.usual("Max-Forwards", "70");
        lines.usual("From", local);
        lines.usual("To", to);
        lines.usual("Call-ID", callId);
        lines.usual("CSeq", number + " " + method);
        if (!follows && !method.equals("BYE")) {
            lines.usual("Contact", contact());
        }
        connection.send(PeerWay.bytes(lines.with(body)));
    }

    private void begin() {
        fresh = Long.toString(System.nanoTime(), 36);
        callId = "interop-" + ++count + fresh;
        local = '<' + own().aor() + ">;tag=peer" + count;
        remote = '<' + other().aor() + '>';
        target = other().target();
        cseq = 1;
    }

    /** This end's Contact. */
    String contact() {
        String user = own().aor().replaceAll("^sips?:|@.*", "");
        return "<sip:" + user + "@127.0.0.1:" + port() + ";transport=" + connection.transport().name().toLowerCase(Locale.ROOT) + '>';
    }

    /** The other end answers an OPTIONS next: until now it has said nothing else. */
    void expectNothing() throws IOException, InterruptedException {
        String probe = "interop-probe-" + System.nanoTime();
        connection.send(PeerWay.bytes(String.join("\r\n", "OPTIONS " + other().target() + " SIP/2.0",
                "Via: SIP/2.0/" + connection.transport() + " 127.0.0.1:" + port() + ";branch=z9hG4bK" + probe,
                "Max-Forwards: 70", "From: <sip:probe@" + DOMAIN + ">;tag=probe", "To: <" + other().aor() + '>',
                "Call-ID: " + probe, "CSeq: 1 OPTIONS", "Content-Length: 0", "", "")));
        ReceivedMessage next = next();
        if (!next.find("Call-ID").orElse("").equals(probe)) {
            throw new AssertionError("nothing was to be said, but there was\n" + next);
        }
    }

    @Override
    public abstract void close();

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
                lines.add("Content-Length: " + PeerWay.bytes(body).length);
            }
            return String.join("\r\n", lines) + "\r\n\r\n" + body;
        }
    }
}
