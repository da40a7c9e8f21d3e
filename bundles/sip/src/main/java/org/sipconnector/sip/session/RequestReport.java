/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.util.Optional;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.spi.sip.SipEvent;

/** Tells the owner what came of a request he sent. */
public record RequestReport(DialogContext line, String request) implements ClientTransaction.User {

    @Override
    public void answered(IncomingResponse response) {
        line.publish(response.success()
                ? new SipEvent.RequestAnswered(line.id(), request, response.status(), response.reason(),
                        response.headers(), response.body())
                : new SipEvent.RequestFailed(line.id(), request, response.failure()));
    }

    @Override
    public void failed(SipFailure failure) {
        line.publish(new SipEvent.RequestFailed(line.id(), request, failure));
    }

    @Override
    public Optional<Event> unanswered(SipFailure failure) {
        return Optional.of(new SipEvent.RequestFailed(line.id(), request, failure));
    }
}
