/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.lane;

import org.sipconnector.kernel.internal.journal.Message;
import org.sipconnector.spi.standby.HeldConnector;
import org.sipconnector.spi.standby.HeldMessage;

/** Where a lane came from and what it was left to, when the kernel itself is replaced. */
final class LaneHandover {

    private final Mailbox mailbox;
    private volatile HeldConnector held;
    private HeldConnector origin;

    LaneHandover(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** What the lane was left to; null while this kernel has it. */
    HeldConnector held() {
        return held;
    }

    /** The lane was taken up from the former kernel. On the lane. */
    void takenUpFrom(HeldConnector former) {
        origin = former;
    }

    /** Leaves the lane to the next kernel, with all that waits and all that is still to come. On the lane. */
    void leaveTo(HeldConnector next) {
        mailbox.parked(true);
        held = next;
        passOn();
        if (origin != null) {
            origin.followedBy(next);
        }
    }

    /** Passes on what has come to the mailbox since it was left. */
    void passOn() {
        HeldConnector to = held;
        if (to != null) {
            synchronized (mailbox) {
                for (Message next = mailbox.poll(); next != null; next = mailbox.poll()) {
                    HeldMessage message = Holding.held(next);
                    if (message != null) {
                        to.add(message);
                    }
                }
            }
        }
    }
}
