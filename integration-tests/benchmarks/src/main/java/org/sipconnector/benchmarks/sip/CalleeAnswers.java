/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the registrar and callee of all candidates says, made from the text of a request alone, so that it costs little. It
 * checks the digest of each REGISTER, takes any call at once and forgets everything.
 */
final class CalleeAnswers {

    /** The domain that takes a nonce for one request only: who keeps it is challenged anew. */
    static final String ONCE = "once.test";
    /** The domain where a nonce stays good. */
    static final String AGAIN = "again.test";

    private final AtomicLong count = new AtomicLong();

    /** The password of each user. */
    static String password(String user) {
        return "pw-" + user;
    }

    /**
     * @param contact where the callee is reached after the call began
     * @return empty for an ACK and for what is no request
     */
    Optional<String> to(String request, String contact) {
        String method = request.substring(0, Math.max(request.indexOf(' '), 0));
        return switch (method) {
            case "REGISTER" -> Optional.of(register(request));
            case "INVITE" -> Optional.of(answer(request, "200 OK", "Contact: <" + contact + ">\r\n"
                    + "Content-Type: application/sdp\r\n", CallTexts.SDP));
            case "", "ACK", "SIP/2.0" -> Optional.empty();
            default -> Optional.of(answer(request, "200 OK", "", ""));
        };
    }

    private String register(String request) {
        String uri = request.substring(9, request.indexOf(' ', 9));
        String domain = uri.substring(uri.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        Optional<String> credentials = header(request, "Authorization");
        boolean right = credentials.isPresent() && right(credentials.get());
        boolean spent = right && domain.equals(ONCE) && !parameter(credentials.get(), "nc").equals("00000001");
        if (right && !spent) {
            String contact = header(request, "Contact").orElse("");
            return answer(request, "200 OK", contact.isEmpty()
                    ? ""
                    : "Contact: " + contact + (contact.contains(";expires=") ? "" : ";expires=3600") + "\r\n", "");
        }
        String nonce = Long.toHexString(count.incrementAndGet()) + "-" + Long.toHexString(System.nanoTime());
        return answer(request, "401 Unauthorized", "WWW-Authenticate: Digest realm=\"" + domain + "\", nonce=\"" + nonce
                + "\", algorithm=MD5, qop=\"auth\"" + (spent ? ", stale=true" : "") + "\r\n", "");
    }

    private static boolean right(String credentials) {
        String user = parameter(credentials, "username");
        return Digest.response(user, password(user), parameter(credentials, "realm"), parameter(credentials, "nonce"),
                parameter(credentials, "nc"), parameter(credentials, "cnonce"), "REGISTER", parameter(credentials, "uri"))
                .equals(parameter(credentials, "response"));
    }

    private String answer(String request, String status, String more, String body) {
        StringBuilder text = new StringBuilder(640).append("SIP/2.0 ").append(status).append("\r\n");
        int at = request.indexOf("\r\n") + 2;
        for (int end = request.indexOf("\r\n", at); end > at; end = request.indexOf("\r\n", at)) {
            if (copied(request, at)) {
                text.append(request, at, end);
                if (request.regionMatches(true, at, "To:", 0, 3) && !request.substring(at, end).contains(";tag=")) {
                    text.append(";tag=").append(Long.toHexString(count.incrementAndGet()));
                }
                text.append("\r\n");
            }
            at = end + 2;
        }
        return text.append(more).append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body).toString();
    }

    private static boolean copied(String request, int line) {
        return request.regionMatches(true, line, "Via:", 0, 4) || request.regionMatches(true, line, "From:", 0, 5)
                || request.regionMatches(true, line, "To:", 0, 3) || request.regionMatches(true, line, "Call-ID:", 0, 8)
                || request.regionMatches(true, line, "CSeq:", 0, 5);
    }

    private static Optional<String> header(String request, String name) {
        int at = request.indexOf("\r\n" + name + ":");
        int start = at + name.length() + 3;
        return at < 0 ? Optional.empty() : Optional.of(request.substring(start, request.indexOf("\r\n", start)).strip());
    }

    private static String parameter(String credentials, String name) {
        int at = credentials.indexOf(' ' + name + '=');
        at = at < 0 ? credentials.indexOf(',' + name + '=') : at;
        if (at < 0) {
            return "";
        }
        int start = at + name.length() + 2;
        boolean quoted = credentials.charAt(start) == '"';
        int end = credentials.indexOf(quoted ? '"' : ',', start + 1);
        return credentials.substring(quoted ? start + 1 : start, end < 0 ? credentials.length() : end).strip();
    }
}
