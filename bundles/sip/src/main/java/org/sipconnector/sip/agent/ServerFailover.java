/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.sipconnector.api.sip.SipFailure;

/**
 * The way from a server that answers 503, or not at all, to the next one (RFC 3263 section 4.3). Only a server that has
 * not yet served is left: later its 503 is its answer.
 */
final class ServerFailover {

    /** Null while none waits: thousands of accounts have none. */
    private Map<AuthenticatedRequest, SipFailure> waiting;
    private BooleanSupplier next = () -> false;
    private boolean served;
    private boolean under;

    void by(BooleanSupplier way) {
        next = way;
    }

    /** The server answered a request, and not with 503. */
    void served() {
        served = true;
    }

    /** Leaves the server if there is another. */
    boolean begin() {
        if (served || under) {
            return under;
        }
        under = true;
        under = next.getAsBoolean();
        return under;
    }

    /** Keeps the request for the next server, when there is one. */
    boolean take(AuthenticatedRequest request, SipFailure failure) {
        if (waiting == null) {
            waiting = new LinkedHashMap<>(2);
        }
        waiting.put(request, failure);
        boolean taken = begin();
        if (!taken) {
            withdraw(request);
        }
        return taken;
    }

    boolean withdraw(AuthenticatedRequest request) {
        return waiting != null && waiting.remove(request) != null;
    }

    void arrived() {
        served = false;
        under = false;
        all().keySet().forEach(AuthenticatedRequest::again);
    }

    void failed() {
        under = false;
        all().forEach(AuthenticatedRequest::givenUp);
    }

    private Map<AuthenticatedRequest, SipFailure> all() {
        Map<AuthenticatedRequest, SipFailure> all = waiting == null ? Map.of() : waiting;
        waiting = null;
        return all;
    }
}
