/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipBody;

/**
 * A response to a request that arrived.
 *
 * @param tag  To tag to add when the request had none; null for 100
 * @param body null for none
 */
public record ResponseDraft(IncomingRequest request, int status, String reason, String tag, List<Header> headers,
        SipBody body) {

    /** Seconds, and perhaps a delay (RFC 3261 section 20.38). */
    private static final Pattern TIMESTAMP = Pattern.compile("\\d{1,20}(\\.\\d{0,20})?([ \t]+\\d{0,20}(\\.\\d{0,20})?)?");

    public static ResponseDraft of(IncomingRequest request, int status, String tag) {
        return new ResponseDraft(request, status, Reasons.of(status), tag, List.of(), null);
    }

    public byte[] encode(String userAgent) {
        OutgoingMessage message = OutgoingMessage.response(status, reason);
        vias().forEach(via -> message.header("Via", via));
        for (String name : new String[] {"From", "Call-ID", "CSeq"}) {
            message.header(name, request.header(name).orElse(""));
        }
        String to = request.header("To").orElse("");
        message.header("To", request.toTag().isEmpty() && tag != null ? to + ";tag=" + tag : to);
        if (status > 100 && status < 300) {
            request.all("Record-Route").forEach(route -> message.header("Record-Route", route));
        }
        if (status == 100) {
            // how long the answer took its sender reckons by it (RFC 3261 section 8.2.6.1)
            request.header("Timestamp").filter(TIMESTAMP.asMatchPredicate()).ifPresent(time -> message.header("Timestamp", time));
        }
        // a request must be answered, whatever its owner wants to add
        message.headers(headers.stream().filter(OutgoingMessage::writable).toList());
        if (!userAgent.isEmpty()) {
            message.header("User-Agent", userAgent);
        }
        return message.body(body);
    }

    /** The first from the parsed form, since the transport notes received and rport there; the others as they came. */
    private List<String> vias() {
        List<String> lines = request.all("Via");
        List<String> vias = new ArrayList<>(lines.size() + 1);
        vias.add(request.via().getHeaderValue());
        vias.add(ListEntries.others(lines.get(0)));
        vias.addAll(lines.subList(1, lines.size()));
        vias.removeIf(String::isEmpty);
        return vias;
    }
}
