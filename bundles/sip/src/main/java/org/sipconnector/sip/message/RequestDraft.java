/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/**
 * A request before it has a Via: what stays the same when it is sent again with credentials or over another connection.
 *
 * @param from value of From with its tag
 * @param to   value of To, with a tag inside a dialog
 * @param body null for none
 */
public record RequestDraft(String method, String uri, String from, String to, String callId, long cseq,
        List<String> routes, List<Header> headers, SipBody body) {

    public static final String ALLOW = "INVITE,ACK,CANCEL,BYE,UPDATE,PRACK,MESSAGE,OPTIONS,REFER,INFO,NOTIFY";
    private static final Set<String> EXTENSIONS = Set.of("supported", "require", "proxy-require");
    private static final List<String> TIMER = List.of("session-expires", "min-se");

    public RequestDraft {
        routes = List.copyOf(routes);
        headers = List.copyOf(headers);
    }

    public RequestDraft withCSeq(long next) {
        return new RequestDraft(method, uri, from, to, callId, next, routes, headers, body);
    }

    public RequestDraft withUri(String target) {
        return new RequestDraft(method, target, from, to, callId, cseq, routes, headers, body);
    }

    /** From and To with these values. */
    public RequestDraft between(String caller, String called) {
        return new RequestDraft(method, uri, caller, called, callId, cseq, routes, headers, body);
    }

    /** @param other null for none */
    public RequestDraft withBody(SipBody other) {
        return new RequestDraft(method, uri, from, to, callId, cseq, routes, headers, other);
    }

    public RequestDraft withHeaders(List<Header> more) {
        List<Header> all = new ArrayList<>(more);
        all.addAll(headers);
        return new RequestDraft(method, uri, from, to, callId, cseq, routes, all, body);
    }

    /**
     * The same without those option tags in the headers that name what we can do or want, and without what belongs to the
     * extension; itself when it names none of them.
     */
    public RequestDraft without(List<String> extensions) {
        List<Header> left = new ArrayList<>();
        boolean untimed = extensions.stream().anyMatch("timer"::equalsIgnoreCase);
        for (Header header : headers) {
            if (untimed && TIMER.contains(header.name().toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (!EXTENSIONS.contains(header.name().toLowerCase(Locale.ROOT))) {
                left.add(header);
                continue;
            }
            String tags = Stream.of(header.value().split(",")).map(String::strip)
                    .filter(tag -> extensions.stream().noneMatch(tag::equalsIgnoreCase)).collect(Collectors.joining(","));
            if (tags.length() == header.value().length()) {
                left.add(header);
            } else if (!tags.isEmpty()) {
                left.add(new Header(header.name(), tags));
            }
        }
        return left.equals(headers) ? this : new RequestDraft(method, uri, from, to, callId, cseq, routes, left, body);
    }

    /** The headers of that name, in order. */
    public List<Header> all(String name) {
        return headers.stream().filter(header -> header.name().equalsIgnoreCase(name)).toList();
    }

    /** The CANCEL of this request, or the ACK of its failure: same URI, ids and number (RFC 3261 9.1, 17.1.1.3). */
    public RequestDraft hopByHop(String other, String toValue) {
        return new RequestDraft(other, uri, from, toValue, callId, cseq, routes, List.of(), null);
    }

    /**
     * @param via the value of the Via header, branch included
     * @throws UnwritableException when a part would be read as something else
     */
    public byte[] encode(String via, String userAgent) {
        OutgoingMessage message = OutgoingMessage.request(method, uri);
        message.header("Via", via).header("Max-Forwards", "69").header("From", from).header("To", to)
                .header("Call-ID", callId).header("CSeq", cseq + " " + method);
        routes.forEach(route -> message.header("Route", route));
        if (!method.equals("ACK") && !method.equals("CANCEL")) {
            message.header("Allow", ALLOW);
        }
        message.headers(headers);
        if (!userAgent.isEmpty()) {
            message.header("User-Agent", userAgent);
        }
        return message.body(body);
    }
}
