/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import org.sipconnector.api.masking.Printable;

/** Who a flow works for. Called on the flow's loop. Exactly one {@link #closed} ends every attempt to open one. */
public interface FlowUser {

    void opened(Flow flow);

    /** One whole SIP message, not yet parsed. */
    void received(byte[] message);

    /** The head of a message that cannot be read whole; the flow closes after this. */
    default void refused(byte[] head, Unreadable why) {}

    void closed(Closing closing);

    /** Whether a datagram flow has to be kept though nothing came for a while. */
    default boolean needed() {
        return false;
    }

    /**
     * Why a message was not read.
     *
     * @param status what a request is answered with
     * @param told   the reason in words, for the end of the connection
     */
    record Unreadable(int status, String reason, String told) {}

    /**
     * How a flow ended.
     *
     * @param opened whether it had ever been open
     * @param code   WebSocket close code; 1006 when it could not be opened or a WebSocket broke without a word; else 0
     * @param reason in one line, also where the peer has said it
     */
    record Closing(boolean opened, int code, String reason) {

        public static final int ABNORMAL = 1006;

        public Closing {
            reason = Printable.line(reason);
        }
    }
}
