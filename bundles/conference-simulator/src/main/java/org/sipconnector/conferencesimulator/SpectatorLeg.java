/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import org.sipconnector.api.media.PeerId;
import org.sipconnector.conferencesimulator.media.ParticipantMedia;
import org.sipconnector.spi.media.PeerState;

/** The receiving connection of a spectator. On the simulator's executor only. */
final class SpectatorLeg {

    final PeerId peer;
    /** ICE user and DTLS fingerprint of the client's offer: the same in a renegotiation. */
    final String identity;
    final ParticipantMedia outlet;
    PeerState state = PeerState.NEW;

    SpectatorLeg(PeerId peer, String identity, ParticipantMedia outlet) {
        this.peer = peer;
        this.identity = identity;
        this.outlet = outlet;
    }

    PeerState state() {
        return state;
    }
}
