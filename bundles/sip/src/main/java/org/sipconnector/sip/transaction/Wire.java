package org.sipconnector.sip.transaction;

import java.util.Optional;

/** What transactions need of the world: a way out, a clock, and names. Used on one thread only. */
public interface Wire {

    /** Value of our Via header for that branch. */
    String via(String branch);

    /** A fresh branch that tells a response as ours, whatever has become of its transaction. */
    String branch();

    /** Value of User-Agent, empty to send none. */
    String userAgent();

    /** Whether the transport itself delivers, so that nothing is sent twice. */
    boolean reliable();

    /** @return false when there is no connection to send on */
    boolean send(byte[] message);

    /** Notes that a request of the peer was refused for a limit, as the settings call it. */
    void refused(String limit);

    /**
     * Counts a request of the peer that is being answered, with those of his other connections.
     *
     * @param bytes of the request
     * @return what to run once when it is answered; absent when that is one too many
     */
    Optional<Runnable> admit(int bytes);

    Alarm after(long millis, Runnable task);

    /** A running timer. */
    interface Alarm {
        void cancel();
    }
}
