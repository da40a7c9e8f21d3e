/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * Says why a server could not be spoken with, in one line: what it did, the configuration key concerned, and what to do.
 * The same cause always gives the same line.
 */
record HandshakeFailure(Target target) implements Function<Throwable, String> {

    @Override
    public String apply(Throwable failure) {
        if (find(failure, NotSslRecordException.class).isPresent()) {
            return server() + " does not speak TLS at this port: check the port of `server`, or set `transport` to "
                    + (target.transport().webSocket() ? "WS" : "TCP");
        }
        Optional<SSLException> tls = find(failure, SSLException.class);
        if (tls.isPresent()) {
            return tls(failure, tls.get());
        }
        return find(failure, WebSocketHandshakeException.class).map(this::webSocket).orElseGet(() -> Failures.describe(failure));
    }

    /** The connection was closed before anything could be said. */
    String closedEarly() {
        if (target.transport().webSocket()) {
            return server() + " closed the connection instead of answering the WebSocket handshake: check `server` and `transport` ("
                    + target.transport() + ")";
        }
        return "connection closed";
    }

    private String server() {
        return "server " + target.authority();
    }

    private String webSocket(WebSocketHandshakeException failure) {
        HttpResponse response = failure instanceof WebSocketClientHandshakeException told ? told.response() : null;
        if (response == null) {
            return server() + " did not answer the WebSocket handshake: check `server` and `transport` (" + target.transport() + ")";
        }
        int status = response.status().code();
        String said = server() + " refused the WebSocket handshake with " + status + ' ' + response.status().reasonPhrase();
        return switch (status) {
            case 101 -> malformed(failure.getMessage());
            case 301, 302, 303, 307, 308 -> said + ": it is at " + location(response) + "; set `server` and `webSocketPath` to that";
            case 401, 407 -> said + ": it wants HTTP authentication, which SIP over WebSocket does not have; check `webSocketPath` ("
                    + target.webSocketPath() + ") or let the server leave that path open";
            case 403 -> said + ": it does not let this client in; set `webSocketOrigin` (" + target.origin().orElse("none is sent")
                    + ") to one that the server allows";
            case 404, 405, 410 -> said + ": `webSocketPath` (" + target.webSocketPath() + ") is none of its WebSockets; set it to the server's";
            case 400, 426 -> said + ": it may miss the Origin; check `webSocketOrigin` (" + target.origin().orElse("none is sent")
                    + ") and `webSocketPath` (" + target.webSocketPath() + ")";
            default -> said + (status >= 500
                    ? ": it, or what is behind it, does not serve now; nothing to change here"
                    : ": check `server` and `webSocketPath` (" + target.webSocketPath() + ")");
        };
    }

    private static String location(HttpResponse response) {
        String location = response.headers().get(HttpHeaderNames.LOCATION, "another place");
        return location.substring(0, Math.min(location.length(), 200)).replaceAll("[^\\x21-\\x7e]", "?");
    }

    private String malformed(String message) {
        String what = message == null ? "" : message.toLowerCase(Locale.ROOT);
        String path = "; check `webSocketPath` (" + target.webSocketPath() + ") and `server`";
        if (what.contains("subprotocol")) {
            return server() + " opened a WebSocket that does not speak SIP (no subprotocol sip)" + path;
        }
        return server() + " answered the WebSocket handshake wrongly (" + (what.contains("challenge")
                ? "Sec-WebSocket-Accept"
                : what.contains("upgrade") ? "Upgrade" : "Connection") + "): it is no WebSocket server, or a proxy before it does not"
                + " know WebSockets" + path;
    }

    private String tls(Throwable failure, SSLException tls) {
        String message = Optional.ofNullable(tls.getMessage()).orElse("");
        String cause = Failures.describe(failure);
        if (find(failure, CertificateExpiredException.class).isPresent() || find(failure, CertificateNotYetValidException.class).isPresent()) {
            return server() + " shows a certificate that is not valid now: renew it there, or set this host's clock (" + cause + ")";
        }
        if (cause.contains("subject alternative") || cause.contains("No name matching")) {
            return server() + " shows a certificate of another name: set `server` to a name that the certificate has (" + cause + ")";
        }
        if (find(failure, CertPathValidatorException.class).isPresent() || cause.contains("certification path")) {
            return server() + " shows a certificate that is not trusted here: set `tls.trust` to ca-file and `tls.caFile` to its"
                    + " authorities (" + cause + ")";
        }
        String alert = message.toLowerCase(Locale.ROOT);
        if (alert.contains("certificate_required") || alert.contains("bad_certificate") || alert.contains("unknown_ca")
                || alert.contains("certificate_unknown")) {
            return server() + " wants another client certificate: check `tls.certificate` and `tls.key` (" + message + ")";
        }
        if (alert.contains("handshake_failure") || alert.contains("protocol_version") || alert.contains("no appropriate protocol")) {
            return server() + " has no version or cipher of TLS in common with this client: check `tls.versions` and `tls.ciphers` of"
                    + " org.sipconnector.sip.cfg, and `tls.certificate` if it wants one (" + message + ")";
        }
        return server() + " failed the TLS handshake (" + cause + "): check `server`, `transport` and `tls.trust`";
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }
}
