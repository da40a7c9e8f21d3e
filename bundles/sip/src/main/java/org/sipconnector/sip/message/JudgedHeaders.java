/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.sipconnector.api.sip.Header;

/**
 * Gives jain-sip the few headers this stack judges by, each once, of a list only its first entry, and none longer than
 * {@link #LONGEST}: that parser takes time with the square of a header's length. Everything else is read from {@link SipText}.
 */
final class JudgedHeaders {

    /** Characters of a header, or of an entry of a list, that is judged. */
    static final int LONGEST = 8 * 1024;

    private static final List<String> SINGLE = List.of("From", "To", "Call-ID", "CSeq", "Max-Forwards");
    private static final List<String> LISTS = List.of("Via", "Contact");
    private static final List<String> ADDRESSES = List.of("From", "To", "Contact");

    private JudgedHeaders() {}

    /** @throws ParseException when one of them is malformed or too long, or the first line is */
    static SIPMessage parse(SipText text) throws ParseException {
        StringBuilder head = new StringBuilder(512);
        line(head, text.firstLine());
        for (String name : SINGLE) {
            Optional<String> value = Header.find(text.headers(), name);
            if (value.isPresent()) {
                line(head, name + ": " + (ADDRESSES.contains(name) ? HeaderAddress.withoutLiterals(value.get()) : value.get()));
            }
        }
        for (String name : LISTS) {
            Optional<String> value = Header.find(text.headers(), name);
            if (value.isPresent()) {
                String first = ListEntries.first(value.get());
                line(head, name + ": " + (ADDRESSES.contains(name) ? HeaderAddress.withoutLiterals(first) : first));
            }
        }
        head.append("\r\n");
        try {
            SIPMessage message = new StringMsgParser().parseSIPMessage(head.toString().getBytes(StandardCharsets.UTF_8), false,
                    false, JudgedHeaders::judge);
            if (message == null) {
                throw new ParseException("empty message", 0);
            }
            return message;
        } catch (RuntimeException e) {
            throw new ParseException("unreadable message: " + e, 0);
        }
    }

    private static void line(StringBuilder head, String line) throws ParseException {
        if (line.length() > LONGEST) {
            throw new ParseException("longer than " + LONGEST + " characters: " + line.substring(0, 40), LONGEST);
        }
        head.append(line).append("\r\n");
    }

    /** A malformed Contact concerns those only who want to know it. */
    private static void judge(ParseException problem, SIPMessage message, Class<?> header, String line, String all)
            throws ParseException {
        boolean contact = header != null && (header.getSimpleName().equals("Contact") || header.getSimpleName().equals("ContactList"));
        if (!contact) {
            throw problem;
        }
    }
}
