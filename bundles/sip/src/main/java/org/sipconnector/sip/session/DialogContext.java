/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.sipconnector.api.Event;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.UserAgentId;
import org.sipconnector.sip.message.RequestDraft;
import org.sipconnector.sip.transaction.ClientTransaction;
import org.sipconnector.sip.transaction.TransactionTransport.Alarm;

/** What a session needs of the user agent it belongs to. */
public interface DialogContext {

    UserAgentId id();

    /** Value of our Contact. */
    String contact();

    void publish(Event event);

    /**
     * Runs the step once a crash cannot take back any more what has been published, and soon in any case.
     *
     * @param atOnce whether a user waits for it
     */
    void onceStored(boolean atOnce, Runnable step);

    /** Whether to offer session timers. */
    boolean sessionTimers();

    /** The session an INVITE names in Replaces, if it is one of ours. */
    Optional<Session> replaced(Replaces replaces);

    /** The listener's name when we are the server's end: then the owner himself answers requests inside dialogs. */
    Optional<String> server();

    /** Sends a request, with credentials when asked for them. */
    Sending send(RequestDraft request, LongSupplier nextCSeq, Duration timeout, ClientTransaction.User user);

    /** Sends an ACK, which no transaction cares for; what is given back sends it again. */
    Runnable sendAck(RequestDraft ack);

    Alarm after(long millis, Runnable task);

    /** The session is over: nothing finds it any more. */
    void forget(Session session);

    /** A request being sent. */
    interface Sending {
        void cancel();

        /** What it was sent with last; the ACK of a 2xx carries the same (RFC 3261 section 13.2.2.4). */
        List<Header> credentials();
    }
}
