/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.agent;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.sip.transaction.Transactions;
import org.sipconnector.sip.transport.Admission;
import org.sipconnector.sip.transport.Flow;
import org.sipconnector.spi.cluster.SendLeases;

/**
 * What all endpoints have in common.
 *
 * @param dialogs     where each session is; any thread
 * @param connections how many flows are open
 * @param left        whether everything is being given away: connections that end now end nothing
 * @param admission   what peers may ask, and how much of it each has
 * @param farewellMillis how long a user agent that is stopped may take
 * @param postponements when registrars may be asked again
 * @param leases until when something may be sent for an owner
 * @param ended how sessions ended, for who asks something of them after that
 * @param latest what names the latest sessions to others
 */
public record EndpointResources(ConcurrentMap<DialogId, Endpoint> dialogs, Transactions.Counters transactions,
        LongAdder connections, AtomicBoolean left, Admission admission, AtomicInteger farewellMillis,
        Postponements postponements, EndedSessions ended, LatestSessions latest, SendLeases leases) {

    public EndpointResources() {
        this(new ConcurrentHashMap<>(), new Transactions.Counters(), new LongAdder(), new AtomicBoolean(),
                new Admission(), new AtomicInteger(2_000), new Postponements(), new EndedSessions(), new LatestSessions(), new SendLeases());
    }

    /** Why no call may begin now; empty when one may. */
    public Optional<String> callRefusal() {
        return admission.callRefusal(dialogs.size());
    }

    /** The same for a call that is among those that are there already. */
    Optional<String> refusalOfOneThere() {
        return admission.callRefusal(dialogs.size() - 1);
    }

    /** What to run once a request that came over the flow is answered; absent when its address has too many already. */
    Optional<Runnable> admit(Flow flow, int bytes) {
        if (flow == null) {
            return Optional.of(() -> {});
        }
        return admission.request(flow.remote().getAddress(), bytes);
    }
}
