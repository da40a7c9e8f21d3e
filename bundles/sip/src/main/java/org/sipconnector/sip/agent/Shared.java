package org.sipconnector.sip.agent;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.sip.transaction.Transactions;
import org.sipconnector.sip.transport.Limits;

/**
 * What all endpoints have in common.
 *
 * @param dialogs     where each session is; any thread
 * @param connections how many flows are open
 * @param left        whether everything is being given away: connections that end now end nothing
 * @param limits      what one peer may ask
 * @param farewellMillis how long a user agent that is stopped may take
 */
public record Shared(ConcurrentMap<DialogId, Endpoint> dialogs, Transactions.Counters transactions,
        LongAdder connections, AtomicBoolean left, AtomicReference<Limits> limits,
        AtomicInteger farewellMillis) {

    public Shared() {
        this(new ConcurrentHashMap<>(), new Transactions.Counters(), new LongAdder(), new AtomicBoolean(),
                new AtomicReference<>(Limits.DEFAULT), new AtomicInteger(2_000));
    }
}
