/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

import org.sipconnector.spi.media.PeerState;

/**
 * One call at the simulator.
 *
 * @param identity    whose it is
 * @param room        where it is
 * @param confirmed   whether its ACK has come
 * @param role        what it may do
 * @param presenting  whether it presents
 * @param reports     what the client has told and asked for
 * @param connections its peer connections
 */
public record ParticipantSnapshot(ParticipantIdentity identity, String room, boolean confirmed, ParticipantRole role, boolean presenting,
        ParticipantReports reports, ParticipantConnections connections) {

    public static final int REQUESTS = 50;

    /** Unique in the simulator. */
    public String id() {
        return identity.id();
    }

    /** User part of the client's address. */
    public String user() {
        return identity.user();
    }

    public boolean mediaConnected() {
        return connections.media().filter(PeerState.CONNECTED::equals).isPresent();
    }
}
