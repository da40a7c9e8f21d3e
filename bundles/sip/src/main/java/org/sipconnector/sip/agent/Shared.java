package org.sipconnector.sip.agent;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.sip.transaction.Transactions;

/**
 * What all endpoints have in common.
 *
 * @param dialogs     where each session is; any thread
 * @param connections how many flows are open
 * @param left        whether everything is being given away: connections that end now end nothing
 */
public record Shared(ConcurrentMap<DialogId, Endpoint> dialogs, Transactions.Counters transactions,
        LongAdder connections, AtomicBoolean left) {

    public Shared() {
        this(new ConcurrentHashMap<>(), new Transactions.Counters(), new LongAdder(), new AtomicBoolean());
    }
}
