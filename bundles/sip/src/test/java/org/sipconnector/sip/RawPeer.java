/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A SIP peer over TCP that says exactly what a test tells it to, and hands out exactly what it was told. */
final class RawPeer implements AutoCloseable {

    private final ServerSocket server;
    private Socket socket;
    private InputStream in;
    private final Set<String> answers = new HashSet<>();

    RawPeer() throws IOException {
        this(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()));
    }

    RawPeer(ServerSocket server) throws IOException {
        this.server = server;
        server.setSoTimeout(30_000);
    }

    int port() {
        return server.getLocalPort();
    }

    void accept() throws IOException {
        socket = server.accept();
        socket.setSoTimeout(30_000);
        in = socket.getInputStream();
        if (socket instanceof javax.net.ssl.SSLSocket secure) {
            secure.startHandshake();
        }
    }

    /** The subject of the client's certificate. */
    String certificateName() throws IOException {
        return ((javax.net.ssl.SSLSocket) socket).getSession().getPeerPrincipal().getName();
    }

    void dropConnection() throws IOException {
        socket.close();
    }

    /** The next message without its body, such as an HTTP request. */
    Message readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after '" + head + "'");
            }
            head.append((char) next);
            if (head.toString().isBlank()) {
                head.setLength(0);
            }
        }
        return new Message(head.toString(), "");
    }

    /** The next message; fails when none comes. */
    Message read() throws IOException {
        Message message = readHead();
        int length = Integer.parseInt(message.header("Content-Length"));
        return new Message(message.head(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** The next message, which must begin so, its head read as UTF-8. */
    Message readBytes(String start) throws IOException {
        Message message = read(start);
        return new Message(new String(message.head().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8), message.body());
    }

    /**
     * The next message, which must be of that method or status. Answers are repeated when their acknowledgement is late, as on a
     * busy machine: those are passed over, but by {@link #read()}.
     */
    Message read(String start) throws IOException {
        Message message = read();
        while (message.head().startsWith("SIP/2.0 ") && !answers.add(message.head())) {
            message = read();
        }
        if (!message.head().startsWith(start)) {
            throw new AssertionError("expected " + start + " but got " + message.head());
        }
        return message;
    }

    void send(String message) throws IOException {
        socket.getOutputStream().write(message.getBytes(StandardCharsets.UTF_8));
    }

    void answer(Message request, String status, String toTag, String... headers) throws IOException {
        answer(request, status, toTag, "", headers);
    }

    void answer(Message request, String status, String toTag, String sdp, String[] headers) throws IOException {
        String to = request.header("To");
        String type = sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
        send("SIP/2.0 " + status + "\r\n"
                + request.all("Via").stream().map(via -> "Via: " + via + "\r\n").collect(Collectors.joining())
                + "From: " + request.header("From") + "\r\nTo: " + to
                + (to.contains("tag=") || toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\nCall-ID: "
                + request.header("Call-ID") + "\r\nCSeq: " + request.header("CSeq") + "\r\nContact: "
                + contact(request) + "\r\n" + lines(headers) + type + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp);
    }

    /** Ours, or as a registrar the client's, which is bound. */
    private String contact(Message request) {
        return request.head().startsWith("REGISTER ")
                ? request.header("Contact").replaceAll(">.*", ">")
                : "<sip:room@127.0.0.1:" + port() + ";transport=tcp>";
    }

    /** An answer with no other headers than these. */
    void answerWithout(Message request, String status, String toTag, String... headers) throws IOException {
        send("SIP/2.0 " + status + "\r\n"
                + request.all("Via").stream().map(via -> "Via: " + via + "\r\n").collect(Collectors.joining())
                + "From: " + request.header("From") + "\r\nTo: " + request.header("To") + ";tag=" + toTag + "\r\nCall-ID: "
                + request.header("Call-ID") + "\r\nCSeq: " + request.header("CSeq") + "\r\n" + lines(headers)
                + "Content-Length: 0\r\n\r\n");
    }

    private static String lines(String[] headers) {
        return List.of(headers).stream().map(header -> header + "\r\n").collect(Collectors.joining());
    }

    /** A request inside the dialog that the client's request began. */
    void request(Message first, String method, String toTag, int cseq, String sdp, String... headers) throws IOException {
        String type = sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
        String target = first.header("Contact").replaceAll(".*<([^>]*)>.*", "$1");
        send(method + ' ' + target + " SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:" + port() + ";branch=z9hG4bK" + method + cseq
                + "\r\nMax-Forwards: 70\r\nFrom: " + first.header("To") + ";tag=" + toTag + "\r\nTo: " + first.header("From")
                + "\r\nCall-ID: " + first.header("Call-ID") + "\r\nCSeq: " + cseq + ' ' + method + "\r\nContact: <sip:room@127.0.0.1:"
                + port() + ";transport=tcp>\r\n" + lines(headers) + type + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp);
    }

    /** A request outside any dialog to alice. */
    void outside(String method, String uri, String... headers) throws IOException {
        outside(method, uri, "", headers);
    }

    /** An INVITE to alice with that description. */
    void call(String sdp, String... headers) throws IOException {
        outside("INVITE", "sip:alice@sip.test", sdp, headers);
    }

    private void outside(String method, String uri, String sdp, String[] headers) throws IOException {
        send(method + ' ' + uri + " SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:" + port() + ";branch=z9hG4bKout" + method
                + System.nanoTime() + "\r\nMax-Forwards: 70\r\nFrom: <sip:room@sip.test>;tag=r1\r\nTo: <sip:alice@sip.test>\r\n"
                + "Call-ID: " + System.nanoTime() + "\r\nCSeq: 1 " + method + "\r\nContact: <sip:room@127.0.0.1:" + port()
                + ";transport=tcp>\r\n" + lines(headers) + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: " + sdp.length() + "\r\n\r\n" + sdp);
    }

    record Message(String head, String body) {

        String header(String name) {
            return find(name).orElseThrow(() -> new AssertionError("no " + name + " in " + head));
        }

        Optional<String> find(String name) {
            return all(name).stream().findFirst();
        }

        List<String> all(String name) {
            return head.lines().filter(line -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip()).toList();
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        server.close();
    }
}
