/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/** A message that arrived and was understood: parsed by jain-sip, its headers also kept as they came. */
public abstract sealed class IncomingMessage permits IncomingRequest, IncomingResponse {

    static {
        ParserLog.install();
        SoundViaParser.install();
    }

    private static final Pattern SEPARATORS = Pattern.compile("[-.()]");

    private final SIPMessage parsed;
    private final SipText text;

    IncomingMessage(SIPMessage parsed, SipText text) {
        this.parsed = parsed;
        this.text = text;
    }

    /**
     * Parses one whole message.
     *
     * @throws ParseException when another reader may see another message in these bytes, or a header that transactions
     *     depend on is missing or malformed; headers of no concern to the stack may be malformed
     */
    public static IncomingMessage parse(byte[] bytes) throws ParseException {
        SipText text = SipText.cut(bytes);
        if (text.doubt().isPresent()) {
            throw new ParseException(text.doubt().get(), 0);
        }
        SIPMessage message = JudgedHeaders.parse(text);
        return message instanceof SIPRequest request
                ? new IncomingRequest(request, text)
                : new IncomingResponse((SIPResponse) message, text);
    }

    /** How many lines the head has, the first one included. */
    public static int headLines(byte[] message) {
        int lines = 0;
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '\n') {
                lines++;
                if (i + 2 < message.length && message[i + 1] == '\r' && message[i + 2] == '\n') {
                    break;
                }
            }
        }
        return lines;
    }

    /** Call-ID and our tag of a message inside a dialog, which need not be parsed for more; absent outside. */
    public static Optional<String> dialogKey(byte[] message) {
        List<Header> headers = SipText.cut(message).headers();
        return Header.find(headers, isResponse(message) ? "From" : "To")
                .flatMap(address -> HeaderAddress.of(address).parameter("tag"))
                .flatMap(tag -> Header.find(headers, "Call-ID").map(callId -> callId + '|' + tag));
    }

    /** The Call-ID of a REGISTER; absent for all else. */
    public static Optional<String> registration(byte[] message) {
        return begins(message, "REGISTER ") ? Header.find(SipText.cut(message).headers(), "Call-ID") : Optional.empty();
    }

    public static boolean isResponse(byte[] message) {
        return begins(message, "SIP/");
    }

    private static boolean begins(byte[] message, String start) {
        return message.length >= start.length()
                && new String(message, 0, start.length(), StandardCharsets.US_ASCII).equalsIgnoreCase(start);
    }

    final void require() throws ParseException {
        if (parsed.getFrom() == null || parsed.getTo() == null || parsed.getCallId() == null
                || parsed.getCSeq() == null || parsed.getTopmostVia() == null) {
            throw new ParseException("From, To, Call-ID, CSeq or Via is missing", 0);
        }
        if (callId().chars().anyMatch(c -> c <= ' ')) {
            throw new ParseException("Call-ID has white space", 0);
        }
    }

    public final SIPMessage parsed() {
        return parsed;
    }

    final SipText text() {
        return text;
    }

    /** Bytes of the whole message. */
    public final int size() {
        return text.size();
    }

    /** All headers in order, names in full form, values as sent. */
    public final List<Header> headers() {
        return text.headers();
    }

    public final Optional<String> header(String name) {
        return Header.find(headers(), name);
    }

    /** The values of every header of that name. */
    public final List<String> all(String name) {
        return headers().stream().filter(header -> header.name().equalsIgnoreCase(name)).map(Header::value).toList();
    }

    /** Whether a comma separated header such as Supported or Require names the token. */
    public final boolean lists(String name, String token) {
        return all(name).stream().flatMap(value -> List.of(value.split(",")).stream())
                .anyMatch(value -> value.strip().equalsIgnoreCase(token));
    }

    public final Optional<SipBody> body() {
        String content = content();
        Optional<String> type = header("Content-Type");
        return content.isEmpty() && type.isEmpty()
                ? Optional.empty()
                : Optional.of(new SipBody(type.orElse("application/octet-stream"), content));
    }

    /** The SDP of the body, also inside a multipart body (RFC 5621); absent when there is none or it is empty. */
    public final Optional<String> sdp() {
        return parts().stream().filter(BodyPart::describesSession).map(BodyPart::content).filter(content -> !content.isBlank())
                .findFirst();
    }

    /** Whether the body, or a part of it, must be understood and is not. */
    public final boolean unknownBody() {
        return parts().stream().anyMatch(BodyPart::refused);
    }

    private List<BodyPart> parts() {
        return body().filter(body -> !body.content().isEmpty())
                .map(body -> BodyPart.of(BodyPart.type(body.contentType(), header("Content-Encoding")), header("Content-Disposition").orElse(""),
                        body.content()))
                .orElse(List.of());
    }

    /** Without a length the body goes on to the datagram's end (RFC 3261 section 18.3). */
    private String content() {
        byte[] rest = text.rest();
        int length = text.contentLength();
        return new String(rest, 0, length < 0 ? rest.length : Math.min(length, rest.length), StandardCharsets.UTF_8);
    }

    /** Whether less of the body arrived than Content-Length says: the message was cut off. */
    final boolean truncated() {
        return text.contentLength() > text.rest().length;
    }

    public final String callId() {
        return parsed.getCallId().getCallId();
    }

    public final long cseq() {
        return parsed.getCSeq().getSeqNumber();
    }

    /** The method, for a response that of its CSeq. */
    public final String method() {
        return parsed.getCSeq().getMethod();
    }

    public final Via via() {
        return parsed.getTopmostVia();
    }

    public final String branch() {
        return parsed.getTopmostVia().getBranch() == null ? "" : parsed.getTopmostVia().getBranch();
    }

    public final String fromTag() {
        String tag = parsed.getFrom().getTag();
        return tag == null ? "" : tag;
    }

    public final String toTag() {
        String tag = parsed.getTo().getTag();
        return tag == null ? "" : tag;
    }

    /** The value of From or To without its tag, as a dialog repeats it. */
    public final String fromValue() {
        return untagged(header("From").orElse(""));
    }

    public final String toValue() {
        return untagged(header("To").orElse(""));
    }

    private static String untagged(String value) {
        HeaderAddress address = HeaderAddress.of(value);
        return address.parameter("tag").isEmpty() ? value : address.without("tag");
    }

    /** The URI of the first Contact, absent when requests cannot go there. */
    public final Optional<String> contactUri() {
        if (parsed.getContactHeader() == null || parsed.getContactHeader().isWildCard()) {
            return Optional.empty();
        }
        if (parsed.getContactHeader().getAddress().getURI() instanceof SipUri uri) {
            // none in a dialog, and none in a request URI (RFC 3261 section 19.1.1)
            uri.clearQheaders();
        }
        return Optional.of(parsed.getContactHeader().getAddress().getURI().toString()).filter(uri -> Wording.fault(uri).isEmpty());
    }

    /** Record-Route entries in the order of the message, one each. */
    public final List<String> recordRoutes() {
        return entries("Record-Route").stream().map(route -> HeaderAddress.ofRoute(route).toString()).toList();
    }

    /** The comma separated entries of all headers of that name; commas inside quotes and angle brackets do not count. */
    public final List<String> entries(String name) {
        return all(name).stream().flatMap(value -> ListEntries.of(value).stream()).toList();
    }

    /** The user part of From's URI; of a telephone's its number, without what only makes it readable (RFC 3966 section 5.1.1). */
    public final String fromUser() {
        URI from = parsed.getFrom().getAddress().getURI();
        if (from instanceof SipURI uri) {
            return uri.getUser() == null ? "" : uri.getUser();
        }
        return from.getScheme().equalsIgnoreCase("tel")
                ? SEPARATORS.matcher(from.toString().substring(4).split(";", 2)[0]).replaceAll("")
                : "";
    }

    public final String fromHost() {
        return parsed.getFrom().getAddress().getURI() instanceof SipURI uri ? uri.getHost() : "";
    }

    public final String fromUri() {
        return parsed.getFrom().getAddress().getURI().toString();
    }

    public final Optional<String> fromDisplayName() {
        return Optional.ofNullable(parsed.getFrom().getAddress().getDisplayName()).map(QuotedPairs::read)
                .filter(name -> !name.isBlank());
    }
}
