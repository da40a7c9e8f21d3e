/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.message;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.StringMsgParser;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Objects;

/**
 * A message is read whole or refused as malformed; nothing else comes out. Where jain-sip reads all of the same bytes by itself,
 * it finds the same ids in it as we do.
 */
public final class MessageTarget {

    private static final long LONGEST_NANOS = 500_000_000;
    /** Until the classes are loaded. */
    private static final int WARM_UP = 1_000;

    private static int inputs;

    private MessageTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        try {
            IncomingMessage message = IncomingMessage.parse(data);
            message.headers();
            message.body();
            message.sdp();
            message.callId();
            message.contactUri();
            if (message instanceof IncomingRequest request) {
                request.unsound();
                ResponseDraft.of(request, 200, "tag").encode("fuzzed");
            }
            compare(message, data);
        } catch (ParseException malformed) {
            MalformedRequest.answer(data, 400, "Bad Request", "fuzzed");
        }
        long taken = threads.getCurrentThreadCpuTime() - start;
        if (++inputs > WARM_UP && taken > LONGEST_NANOS) {
            throw new IllegalStateException("one message took " + taken / 1_000_000 + " ms");
        }
    }

    private static void compare(IncomingMessage ours, byte[] data) {
        String head = new String(data, StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2)[0];
        if (head.lines().anyMatch(line -> line.strip().isEmpty()) || differs(head)) {
            return;
        }
        SIPMessage theirs;
        try {
            theirs = new StringMsgParser().parseSIPMessage(data, false, true, (problem, message, header, line, all) -> {
                throw problem;
            });
        } catch (ParseException | RuntimeException refused) {
            return;
        }
        if (theirs == null || theirs.getCallId() == null || theirs.getFrom() == null || theirs.getTopmostVia() == null
                || theirs.getCSeq() == null) {
            return;
        }
        same("Call-ID", ours.callId(), theirs.getCallId().getCallId());
        same("From tag", ours.fromTag(), Objects.requireNonNullElse(theirs.getFromTag(), ""));
        same("branch", ours.branch(), Objects.requireNonNullElse(theirs.getTopmostVia().getBranch(), ""));
        same("CSeq", ours.cseq() + ours.method(), theirs.getCSeq().getSeqNumber() + theirs.getCSeq().getMethod());
    }

    /** Where jain-sip itself differs from RFC 3261: it takes the last of several single headers, and trims control characters. */
    private static boolean differs(String head) {
        return head.lines().map(line -> line.split(":", 2)[0].strip().toLowerCase(java.util.Locale.ROOT))
                .filter(name -> !name.equals("via") && !name.equals("v")).distinct().count()
                != head.lines().map(line -> line.split(":", 2)[0].strip().toLowerCase(java.util.Locale.ROOT))
                        .filter(name -> !name.equals("via") && !name.equals("v")).count()
                || head.chars().anyMatch(c -> c < ' ' && c != '\r' && c != '\n');
    }

    private static void same(String what, Object ours, Object theirs) {
        if (!ours.equals(theirs)) {
            throw new IllegalStateException(what + ": ours '" + ours + "', jain-sip's '" + theirs + "'");
        }
    }
}
