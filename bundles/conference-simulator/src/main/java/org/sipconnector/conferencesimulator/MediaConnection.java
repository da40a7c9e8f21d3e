/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.Optional;
import org.sipconnector.conferencesimulator.media.ParticipantMedia;
import org.sipconnector.spi.media.PeerState;

/** The media connection of a call, and what has become of it. On the simulator's executor only. */
final class MediaConnection {

    private Optional<ParticipantMedia> sources = Optional.empty();
    private Optional<PeerState> state = Optional.empty();
    private Optional<PlainAnswer> plain = Optional.empty();
    private boolean closed;
    private boolean restoring;
    private int connects;
    private int losses;

    void begin(ParticipantMedia sent) {
        sources = Optional.of(sent);
        state = Optional.of(PeerState.NEW);
    }

    /** What is sent; present while it has a media connection. */
    Optional<ParticipantMedia> sources() {
        return sources;
    }

    Optional<PeerState> state() {
        return state;
    }

    boolean is(PeerState expected) {
        return state.equals(Optional.of(expected));
    }

    void changed(PeerState now) {
        state = Optional.of(now);
        if (now == PeerState.CONNECTED) {
            restoring = false;
            connects++;
        }
    }

    /** It is being closed by this side. */
    void dropped() {
        state = Optional.of(PeerState.CLOSED);
    }

    /** It is gone; an offer gets it another one. */
    void closed() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    void reopened() {
        closed = false;
        state = Optional.of(PeerState.NEW);
    }

    /**
     * It was lost with the media engine, and another is made.
     *
     * @return how often that has happened
     */
    int lost() {
        state = Optional.of(PeerState.NEW);
        restoring = true;
        return ++losses;
    }

    int losses() {
        return losses;
    }

    /** Whether it was lost, and the one made again is not connected yet. */
    boolean restoring() {
        return restoring;
    }

    /** How often it was connected. */
    int connects() {
        return connects;
    }

    /** The answers of a call without media. */
    PlainAnswer plain(String host) {
        plain = plain.or(() -> Optional.of(new PlainAnswer(host)));
        return plain.get();
    }
}
