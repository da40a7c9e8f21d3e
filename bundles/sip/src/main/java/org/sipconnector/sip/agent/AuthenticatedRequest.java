/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.sip.digest.DigestClient;
import org.sipconnector.sip.message.IncomingResponse;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.message.UnwritableException;
import org.sipconnector.sip.session.DialogContext;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;

/**
 * A request that is sent again: with credentials when it is asked for them, where it is redirected to, and to the next
 * server when one cannot.
 */
final class AuthenticatedRequest implements ClientTransaction.User, DialogContext.Sending {

    private static final int MAX_TRIES = 4;

    private final Endpoint endpoint;
    private final LongSupplier nextCSeq;
    private final ClientTransaction.User user;
    /** Null until a response redirects. */
    private Redirection redirection;
    private RequestDraft request;
    private List<Header> credentials = List.of();
    private ClientTransaction transaction;
    private Alarm timeout;
    private boolean answered;
    private boolean cancelled;
    private boolean expired;
    private int tries;

    /** @param timeout how long to wait for the final response, zero to leave that to the transaction */
    AuthenticatedRequest(Endpoint endpoint, RequestDraft request, LongSupplier nextCSeq, Duration timeout,
            ClientTransaction.User user) {
        this.endpoint = endpoint;
        this.request = request;
        this.nextCSeq = nextCSeq;
        this.user = user;
        if (!timeout.isZero()) {
            this.timeout = endpoint.after(timeout.toMillis(), this::expire);
        }
    }

    private void expire() {
        expired = true;
        SipFailure late = SipFailure.system(SipCause.REQUEST_TIMEOUT, "no response to " + request.method());
        if (!endpoint.withdrawn(this)) {
            if (transaction != null) {
                transaction.fail(late);
            }
        } else {
            user.failed(late);
        }
    }

    void start() {
        tries++;
        try {
            credentials = digest().credentials(request);
            transaction = endpoint.transactions().send(request.withHeaders(credentials), this);
        } catch (UnwritableException e) {
            givenUp(SipFailure.system(SipCause.INTERNAL_ERROR, e.getMessage()));
        }
    }

    @Override
    public List<Header> credentials() {
        return credentials;
    }

    private DigestClient digest() {
        return endpoint.identity().digest();
    }

    @Override
    public void provisional(IncomingResponse response) {
        user.provisional(response);
    }

    @Override
    public void answered(IncomingResponse response) {
        if (response.status() != 503) {
            endpoint.served();
        }
        if (response.success()) {
            digest().accepted(response);
        }
        boolean challenge = response.status() == 401 || response.status() == 407;
        if (challenge && !cancelled && tries < MAX_TRIES && digest().accept(response, answered)) {
            answered = true;
            request = request.withCSeq(nextCSeq.getAsLong());
            start();
            return;
        }
        if (response.status() == 420 && !cancelled && tries < MAX_TRIES) {
            // RFC 3261 section 8.1.3.5: once more without what the server does not know
            RequestDraft plainer = request.without(response.entries("Unsupported"));
            if (plainer != request) {
                request = plainer.withCSeq(nextCSeq.getAsLong());
                start();
                return;
            }
        }
        Optional<String> other = redirected(response);
        if (other.isPresent()) {
            tries = 0;
            answered = false;
            request = request.withUri(other.get()).withCSeq(nextCSeq.getAsLong());
            start();
            return;
        }
        if (response.status() == 503 && movable() && endpoint.moves(this, response.failure())) {
            return;
        }
        stopTimeout();
        user.answered(response);
    }

    @Override
    public void failed(SipFailure failure) {
        if (movable() && endpoint.moves(this, failure)) {
            return;
        }
        stopTimeout();
        user.failed(failure);
        if (expired) {
            endpoint.silent();
        }
    }

    private Optional<String> redirected(IncomingResponse response) {
        boolean follows = movable() && (request.method().equals("INVITE") || request.method().equals("REGISTER"));
        if (follows && redirection == null && response.status() / 100 == 3) {
            redirection = new Redirection(request.uri(), endpoint.secure());
        }
        return follows && redirection != null && !response.success() ? redirection.next(response) : Optional.empty();
    }

    /** Inside a dialog the server that holds it is the only one (RFC 3263 section 4.3). */
    private boolean movable() {
        return !cancelled && !expired && !request.to().contains(";tag=");
    }

    /** Another server is reached: it gets the request as a new one. */
    void again() {
        tries = 0;
        answered = false;
        request = request.withCSeq(nextCSeq.getAsLong());
        start();
    }

    /** No other server is reached. */
    void givenUp(SipFailure failure) {
        stopTimeout();
        user.failed(failure);
    }

    private void stopTimeout() {
        if (timeout != null) {
            timeout.cancel();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (endpoint.withdrawn(this)) {
            givenUp(SipFailure.local(SipCause.CANCELED));
        } else {
            if (transaction != null) {
                transaction.cancel();
            }
        }
    }

    @Override
    public Optional<Event> unanswered(SipFailure failure) {
        return user.unanswered(failure);
    }
}
