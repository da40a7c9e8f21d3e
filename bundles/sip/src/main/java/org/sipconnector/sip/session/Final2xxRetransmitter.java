/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import org.sipconnector.sip.transaction.ServerTransaction;
import org.sipconnector.sip.transaction.Timing;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;

/** Our 200 to an INVITE, repeated until its ACK comes (RFC 3261 section 13.3.1.4). */
final class Final2xxRetransmitter {

    private final DialogContext line;
    private final ServerTransaction invite;
    private final Runnable silence;
    private long interval = Timing.T1;
    private Alarm repetition;
    private Alarm deadline;

    /** @param silence called when no ACK came for 32 s */
    Final2xxRetransmitter(DialogContext line, ServerTransaction invite, Runnable silence) {
        this.line = line;
        this.invite = invite;
        this.silence = silence;
        repetition = line.after(interval, this::repeat);
        deadline = line.after(Timing.GIVE_UP, this::giveUp);
    }

    private void repeat() {
        invite.repeat();
        interval = Math.min(interval * 2, Timing.T2);
        repetition = line.after(interval, this::repeat);
    }

    private void giveUp() {
        stop();
        silence.run();
    }

    void stop() {
        repetition.cancel();
        deadline.cancel();
    }
}
