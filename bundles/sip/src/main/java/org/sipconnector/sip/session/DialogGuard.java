/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.transaction.ClientTransaction;

/** A request inside a dialog, whose answer may say that there is no dialog any more. */
record DialogGuard(Session session, ClientTransaction.User user) implements ClientTransaction.User {

    @Override
    public void provisional(IncomingResponse response) {
        user.provisional(response);
    }

    @Override
    public void answered(IncomingResponse response) {
        user.answered(response);
        if (!response.success()) {
            session.gone(response.failure());
        }
    }

    @Override
    public void failed(SipFailure failure) {
        user.failed(failure);
    }

    @Override
    public Optional<Event> unanswered(SipFailure failure) {
        return user.unanswered(failure);
    }
}
