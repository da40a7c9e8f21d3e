/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import org.sipconnector.api.sip.Header;

/** A request that arrived. */
public final class IncomingRequest extends IncomingMessage {

    private static final List<String> SINGLE =
            List.of("From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Length", "Content-Type");

    private static final Pattern ESCAPE = Pattern.compile("%(\\p{XDigit}{2})");
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9_.!~*'()-]");
    private static final Set<String> CONCLUDING = Set.of("ACK", "CANCEL", "BYE", "PRACK");

    /** The types of body an offer may come in, for Accept. */
    public static final String ACCEPTED = "application/sdp, multipart/mixed";

    /** What a 415 names: the types and encodings a body may come in. */
    public static final List<Header> READABLE =
            List.of(new Header("Accept", ACCEPTED), new Header("Accept-Encoding", "identity"));

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

    /** The user part of the request URI, without needless escapes (RFC 3261 section 19.1.4); empty without one. */
    public String targetUser() {
        return uri() instanceof SipURI sip && sip.getUser() != null ? unescaped(sip.getUser()) : "";
    }

    /** Only what needs no escape is written plainly: others would change what the text means. */
    private static String unescaped(String user) {
        return ESCAPE.matcher(user).replaceAll(found -> {
            String plain = Character.toString(Integer.parseInt(found.group(1), 16));
            return Matcher.quoteReplacement(UNRESERVED.matcher(plain).matches() ? plain : found.group());
        });
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
        if (is("REFER") && all("Refer-To").size() != 1) {
            return new Refusal(400, "Not One Refer-To");
        }
        if (misplacedReplaces()) {
            return new Refusal(400, "Misplaced Replaces");
        }
        if (truncated()) {
            return new Refusal(400, "Body Shorter Than Content-Length");
        }
        if (!(uri() instanceof SipURI)) {
            return new Refusal(416, "Unsupported URI Scheme");
        }
        return null;
    }

    /** One at most, and in an INVITE alone (RFC 3891 section 3); what confirms or ends something is taken all the same. */
    private boolean misplacedReplaces() {
        int count = all("Replaces").size();
        return count > 0 && !CONCLUDING.contains(requestMethod()) && (count > 1 || !is("INVITE"));
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
