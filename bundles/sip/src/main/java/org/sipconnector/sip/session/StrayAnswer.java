/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.List;
import org.sipconnector.sip.message.HeaderAddress;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.transaction.ClientTransaction;

/** A 2xx to an INVITE nobody remembers: without ACK and BYE the peer would keep a ghost of a call. */
public final class StrayAnswer {

    /** Beyond the PRACKs that may have been sent in the dialog while it was early. */
    private static final long AFTER_EARLY = 1_000;

    private StrayAnswer() {}

    public static void end(DialogContext line, IncomingResponse response) {
        Dialog ghost = Dialog.calling(response, HeaderAddress.of(response.toValue()).uri());
        long next = response.cseq() + AFTER_EARLY;
        line.sendAck(ghost.request("ACK", response.cseq(), List.of(), null));
        line.send(ghost.request("BYE", next, List.of(), null), () -> next + 1, Session.TIMEOUT,
                ClientTransaction.IGNORE);
    }
}
