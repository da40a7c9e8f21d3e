/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.sip.transport;

import org.sipconnector.api.InvalidConfigurationException;

/**
 * What one peer may ask of us.
 *
 * @param messageBytes         a message, head and body; a larger request is answered 413, and ends a TCP connection
 * @param frameBytes           a WebSocket message; a larger one ends the connection with code 1009
 * @param headers              header lines of a message; a request with more is answered 400
 * @param transactions         requests of one connection being answered at once; more are answered 503
 * @param transactionsPerSource requests of one address, over all its connections, being answered at once; more are answered 503
 * @param connectionsPerSource connections of one address to one listener; more are closed at once
 * @param kept                 what a peer may make us keep
 */
public record Limits(int messageBytes, int frameBytes, int headers, int transactions, int transactionsPerSource,
        int connectionsPerSource, Kept kept) {

    public static final Ringing RINGING = new Ringing(1_000, 1_000, 10_000);
    public static final Kept KEPT = new Kept(120, RINGING, 4 * 1024 * 1024, 16 * 1024 * 1024);
    public static final Limits DEFAULT = new Limits(256 * 1024, 256 * 1024, 500, 10_000, 10_000, 20_000);

    /**
     * What one peer may make us keep.
     *
     * @param idleSeconds  how long a TCP or TLS connection to a listener may say nothing, not even a keep-alive, before it is
     *     closed; those of registered clients and of calls stay
     * @param ringing      calls that ring at once; more are answered 503
     * @param waitingBytes bytes of what a peer sent that wait for their connector; then new requests are answered 503
     * @param bytesPerSource bytes of the requests of one address, over all its connections, that are being answered, calls that
     *     ring included; more are answered 503
     */
    public record Kept(int idleSeconds, Ringing ringing, int waitingBytes, int bytesPerSource) {

        /** With the usual limits for each address and in all. */
        public Kept(int idleSeconds, int ringing, int waitingBytes) {
            this(idleSeconds, new Ringing(ringing, RINGING.perSource(), RINGING.inAll()), waitingBytes, KEPT.bytesPerSource());
        }

        /** @throws InvalidConfigurationException naming the limit that is not above 0 */
        public Kept {
            check("limits.idleSeconds", idleSeconds);
            check("limits.waitingBytes", waitingBytes);
            check("limits.bytesPerSource", bytesPerSource);
        }
    }

    /**
     * How many calls may ring at once.
     *
     * @param perUserAgent at one user agent, or from one client of a server
     * @param perSource    from one address, whatever user agents it calls
     * @param inAll        at all user agents
     */
    public record Ringing(int perUserAgent, int perSource, int inAll) {

        /** @throws InvalidConfigurationException naming the limit that is not above 0 */
        public Ringing {
            check("limits.ringing", perUserAgent);
            check("limits.ringingPerSource", perSource);
            check("limits.ringingInAll", inAll);
        }
    }

    /** With the usual limits of what is kept. */
    public Limits(int messageBytes, int frameBytes, int headers, int transactions, int transactionsPerSource,
            int connectionsPerSource) {
        this(messageBytes, frameBytes, headers, transactions, transactionsPerSource, connectionsPerSource, KEPT);
    }

    /** @throws InvalidConfigurationException naming the limit that is not above 0 */
    public Limits {
        check("limits.messageBytes", messageBytes);
        check("limits.frameBytes", frameBytes);
        check("limits.headers", headers);
        check("limits.transactions", transactions);
        check("limits.transactionsPerSource", transactionsPerSource);
        check("limits.connectionsPerSource", connectionsPerSource);
    }

    private static void check(String key, int value) {
        if (value < 1) {
            throw new InvalidConfigurationException(key, "'" + value + "' must be above 0");
        }
    }
}
