package org.sipconnector.sip.message;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/** A request that arrived. */
public final class IncomingRequest extends Incoming {

    private static final List<String> SINGLE =
            List.of("From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Length", "Content-Type");

    /** The types of body an offer may come in, for Accept. */
    public static final String ACCEPTED = "application/sdp, multipart/mixed";

    IncomingRequest(SIPRequest parsed, SipText text) throws ParseException {
        super(parsed, text);
        require();
        if (parsed.getRequestLine() == null || parsed.getRequestURI() == null) {
            throw new ParseException("request line is missing", 0);
        }
    }

    private SIPRequest request() {
        return (SIPRequest) parsed();
    }

    public URI uri() {
        return request().getRequestURI();
    }

    /** The request URI as it was sent. */
    public String requestUri() {
        String[] parts = text().firstLine().split(" +");
        return parts.length < 2 ? "" : parts[1];
    }

    /** The user part of the request URI, empty without one. */
    public String targetUser() {
        return uri() instanceof SipURI sip && sip.getUser() != null ? sip.getUser() : "";
    }

    public boolean is(String method) {
        return request().getMethod().equals(method);
    }

    public String requestMethod() {
        return request().getMethod();
    }

    /** Notes the address the request really came from in its top Via (RFC 3261 section 18.2.1, RFC 3581). */
    public void cameFrom(String address, int port) {
        try {
            if (via().hasParameter("rport")) {
                via().setParameter("rport", Integer.toString(port));
                via().setReceived(address);
            } else if (!address.equals(via().getHost())) {
                via().setReceived(address);
            }
        } catch (ParseException e) {
            throw new IllegalStateException("address " + address + " does not fit into a Via", e);
        }
    }

    /** What makes this request unanswerable by a transaction user: status and reason, or null when it is sound. */
    public Refusal unsound() {
        if (!text().firstLine().stripTrailing().toUpperCase(Locale.ROOT).endsWith(" SIP/2.0")) {
            return new Refusal(505, "Version Not Supported");
        }
        if (!requestMethod().equals(method())) {
            return new Refusal(400, "CSeq Method Mismatch");
        }
        for (String single : SINGLE) {
            if (all(single).size() > 1) {
                return new Refusal(400, "More Than One " + single);
            }
        }
        if (truncated()) {
            return new Refusal(400, "Body Shorter Than Content-Length");
        }
        if (!(uri() instanceof SipURI)) {
            return new Refusal(416, "Unsupported URI Scheme");
        }
        return null;
    }

    /**
     * Tells what one request looks like that came over two paths, with two branches (RFC 3261 section 8.2.2.2); inside a dialog
     * it is the dialog that tells.
     */
    public String merged() {
        return callId() + '|' + fromTag() + '|' + cseq() + '|' + requestMethod();
    }

    /** Identifies the server transaction (RFC 3261 section 17.2.3); an ACK finds that of its INVITE. */
    public String transactionKey() {
        String method = is("ACK") ? "INVITE" : requestMethod();
        if (branch().startsWith("z9hG4bK")) {
            return branch() + '|' + via().getSentBy() + '|' + method;
        }
        return callId() + '|' + fromTag() + '|' + cseq() + '|' + via().getSentBy() + '|' + method;
    }

    /** A response to give for a malformed or unacceptable request. */
    public record Refusal(int status, String reason) {}
}
