/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transaction;

import java.util.Optional;
import java.util.function.Consumer;

/** What transactions need of the world: flows, a clock, and names. Used on one thread only. */
public interface TransactionTransport {

    /** The flow to the peer; while there is none, one that is closed. */
    TransactionFlow flow();

    /**
     * Chooses the flow for a request of so many bytes (RFC 3261 section 18.1.1): at once, or when it has been opened.
     * Requests of one user agent get theirs in the order they asked.
     */
    void flowFor(int bytes, Consumer<TransactionFlow> chosen);

    /** A fresh branch that tells a response as ours, whatever has become of its transaction. */
    String branch();

    /** Value of User-Agent, empty to send none. */
    String userAgent();

    /** Notes that a request that came by the flow was refused for a limit, as the settings call it. */
    void refused(TransactionFlow flow, String limit);

    /**
     * Counts a request that is being answered with those that came from the same address.
     *
     * @param flow  what it came by
     * @param bytes of the request
     * @return what to run once when it is answered; absent when that is one too many
     */
    Optional<Runnable> admit(TransactionFlow flow, int bytes);

    Alarm after(long millis, Runnable task);

    /** A running timer. */
    interface Alarm {
        void cancel();
    }
}
