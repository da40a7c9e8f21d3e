/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.sipconnector.api.sip.Header;
import org.sipconnector.sip.message.IncomingRequest;
import org.sipconnector.sip.message.Reasons;
import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transaction.Timing;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;

/** A provisional response repeated until its PRACK comes (RFC 3262), for callers who require it. */
final class ReliableProvisional {

    private final DialogContext line;
    private final Runnable silence;
    private final long number = ThreadLocalRandom.current().nextLong(1, 100_000);
    private ServerTransaction response;
    private long inviteSeq;
    private long interval = Timing.T1;
    private Alarm repetition;
    private Alarm deadline;

    /** @param silence called when no PRACK came for 32 s */
    ReliableProvisional(DialogContext line, Runnable silence) {
        this.line = line;
        this.silence = silence;
    }

    static boolean required(IncomingRequest invite) {
        return invite.lists("Require", "100rel");
    }

    /** The first one to an INVITE without an offer must bring ours (RFC 3262 section 5), which is not made before the answer. */
    static boolean possible(IncomingRequest invite) {
        return invite.sdp().isPresent();
    }

    void send(ServerTransaction invite, int status, List<Header> headers) {
        if (response != null) {
            return;
        }
        inviteSeq = invite.request().cseq();
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header("Require", "100rel"));
        all.add(new Header("RSeq", Long.toString(number)));
        invite.respond(status, Reasons.of(status), all, null);
        response = invite;
        repetition = line.after(interval, this::repeat);
        deadline = line.after(Timing.GIVE_UP, this::giveUp);
    }

    private void repeat() {
        response.repeat();
        interval *= 2;
        repetition = line.after(interval, this::repeat);
    }

    private void giveUp() {
        stop();
        silence.run();
    }

    /** A PRACK came; whether it is for the response sent. */
    boolean acknowledged(IncomingRequest prack) {
        String[] named = prack.header("RAck").orElse("").strip().split("\\s+");
        boolean matches = response != null && named.length == 3 && named[0].equals(Long.toString(number))
                && named[1].equals(Long.toString(inviteSeq)) && named[2].equals("INVITE");
        if (matches) {
            stop();
        }
        return matches;
    }

    void stop() {
        if (repetition != null) {
            repetition.cancel();
            deadline.cancel();
        }
    }
}
