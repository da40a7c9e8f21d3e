/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.serverapi;

import java.util.function.UnaryOperator;
import org.sipconnector.api.serverapi.ServerApiSnapshot;
import org.sipconnector.api.sip.SipUserAgents;
import org.sipconnector.kernel.Lane;

/** What the parts of the manager work with: the lane, the SIP foundation, and the one record of state. */
final class ServerApiContext {

    final Lane lane;
    final SipUserAgents sip;
    private Conversation conversation;

    ServerApiContext(Lane lane, SipUserAgents sip, Conversation conversation) {
        this.lane = lane;
        this.sip = sip;
        this.conversation = conversation;
    }

    Conversation conversation() {
        return conversation;
    }

    void change(UnaryOperator<Conversation> change) {
        conversation = change.apply(conversation);
        lane.show(snapshot());
    }

    ServerApiSnapshot snapshot() {
        return new ServerApiSnapshot(conversation.pending().size(), conversation.mediaState());
    }
}
