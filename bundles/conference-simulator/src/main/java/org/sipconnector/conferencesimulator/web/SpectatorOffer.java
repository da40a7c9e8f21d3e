/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.web;

/**
 * A spectator's offer over HTTPS ({@code docs/server-api.md}).
 *
 * @param conference room it wants to see, in lower case
 * @param quality    low, medium or high
 * @param audioId    the id the server gave it
 * @param token      its bearer token, empty without one
 * @param sdp        the offer
 */
public record SpectatorOffer(String conference, String quality, String audioId, String token, String sdp) {

    /** Its ICE user and fingerprint: the same when a connection is negotiated again. */
    public String identity() {
        return line("a=ice-ufrag:") + " " + line("a=fingerprint:");
    }

    private String line(String prefix) {
        return sdp.lines().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()).strip())
                .findFirst().orElse("");
    }

    /** The token stays out of logs. */
    @Override
    public String toString() {
        return "offer for " + conference + " quality=" + quality + " audio=" + audioId;
    }
}
