package org.sipconnector.sip.message;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/** A message that arrived and was understood: parsed by jain-sip, its headers also kept as they came. */
public abstract sealed class Incoming permits IncomingRequest, IncomingResponse {

    static {
        ParserLog.install();
        SoundViaParser.install();
    }

    private final SIPMessage parsed;
    private final byte[] bytes;
    private SipText text;

    Incoming(SIPMessage parsed, byte[] bytes) {
        this.parsed = parsed;
        this.bytes = bytes;
    }

    /**
     * Parses one whole message.
     *
     * @throws ParseException when a header that transactions depend on is missing or malformed; headers of no concern
     *     to the stack may be malformed
     */
    public static Incoming parse(byte[] bytes) throws ParseException {
        SIPMessage message;
        try {
            message = new StringMsgParser().parseSIPMessage(bytes, false, false, Incoming::judge);
        } catch (ParseException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ParseException("unreadable message: " + e, 0);
        }
        if (message == null) {
            throw new ParseException("empty message", 0);
        }
        return message instanceof SIPRequest request
                ? new IncomingRequest(request, bytes)
                : new IncomingResponse((SIPResponse) message, bytes);
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

    /** The Call-ID of a message that need not be parsed for more. */
    public static Optional<String> callId(byte[] message) {
        return Header.find(SipText.cut(message).headers(), "Call-ID");
    }

    private static void judge(ParseException problem, SIPMessage message, Class<?> header, String line, String all)
            throws ParseException {
        String name = header == null ? "" : header.getSimpleName();
        switch (name) {
            case "From", "To", "CSeq", "Via", "CallID", "RequestLine", "StatusLine", "MaxForwards", "ContentLength" ->
                throw problem;
            default -> { }
        }
    }

    final void require() throws ParseException {
        if (parsed.getFrom() == null || parsed.getTo() == null || parsed.getCallId() == null
                || parsed.getCSeq() == null || parsed.getTopmostVia() == null) {
            throw new ParseException("From, To, Call-ID, CSeq or Via is missing", 0);
        }
    }

    public final SIPMessage parsed() {
        return parsed;
    }

    final SipText text() {
        if (text == null) {
            text = SipText.cut(bytes);
        }
        return text;
    }

    /** All headers in order, names in full form, values as sent. */
    public final List<Header> headers() {
        return text().headers();
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

    /** The SDP of the body, absent when the body is of another type or empty. */
    public final Optional<String> sdp() {
        return body().filter(body -> body.contentType().toLowerCase(Locale.ROOT).startsWith(SipBody.SDP))
                .map(SipBody::content).filter(content -> !content.isBlank());
    }

    private String content() {
        // the parser takes a missing length for 0; a body then goes on to the datagram's end (RFC 3261 18.3)
        int length = header("Content-Length").isEmpty() ? -1 : parsed.getContentLength().getContentLength();
        String all = text().body();
        if (length < 0 || length >= all.length() && length >= all.getBytes(java.nio.charset.StandardCharsets.UTF_8).length) {
            return all;
        }
        byte[] raw = all.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new String(raw, 0, length, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The size of the body that arrived, in bytes; less than Content-Length says means the message was cut off. */
    final boolean truncated() {
        return parsed.getContentLength() != null && parsed.getContentLength().getContentLength()
                > text().body().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
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
        String tag = ((FromHeader) parsed.getFrom()).getTag();
        return tag == null ? "" : tag;
    }

    public final String toTag() {
        String tag = ((ToHeader) parsed.getTo()).getTag();
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
        int uriEnd = Math.max(value.lastIndexOf('>'), 0);
        int tag = value.toLowerCase(Locale.ROOT).indexOf(";tag=", uriEnd);
        if (tag < 0) {
            return value;
        }
        int next = value.indexOf(';', tag + 1);
        return value.substring(0, tag) + (next < 0 ? "" : value.substring(next));
    }

    /** The URI of the first Contact. */
    public final Optional<String> contactUri() {
        if (parsed.getContactHeader() == null || parsed.getContactHeader().isWildCard()) {
            return Optional.empty();
        }
        return Optional.of(parsed.getContactHeader().getAddress().getURI().toString());
    }

    /** Record-Route entries in the order of the message, one each. */
    public final List<String> recordRoutes() {
        return entries("Record-Route");
    }

    /** The comma separated entries of all headers of that name; commas inside quotes and angle brackets do not count. */
    public final List<String> entries(String name) {
        List<String> entries = new ArrayList<>();
        for (String value : all(name)) {
            int start = 0;
            boolean quoted = false;
            int depth = 0;
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == '"' && (i == 0 || value.charAt(i - 1) != '\\')) {
                    quoted = !quoted;
                } else if (!quoted && c == '<') {
                    depth++;
                } else if (!quoted && c == '>') {
                    depth--;
                } else if (!quoted && depth == 0 && c == ',') {
                    entries.add(value.substring(start, i).strip());
                    start = i + 1;
                }
            }
            entries.add(value.substring(start).strip());
        }
        entries.removeIf(String::isEmpty);
        return entries;
    }

    public final String fromUser() {
        return parsed.getFrom().getAddress().getURI() instanceof SipURI uri && uri.getUser() != null ? uri.getUser() : "";
    }

    public final String fromHost() {
        return parsed.getFrom().getAddress().getURI() instanceof SipURI uri ? uri.getHost() : "";
    }

    public final String fromUri() {
        return parsed.getFrom().getAddress().getURI().toString();
    }

    public final Optional<String> fromDisplayName() {
        return Optional.ofNullable(parsed.getFrom().getAddress().getDisplayName()).filter(name -> !name.isBlank());
    }
}
