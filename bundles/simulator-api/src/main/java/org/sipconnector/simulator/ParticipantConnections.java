/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

import java.util.Optional;
import org.sipconnector.spi.media.PeerState;

/**
 * The peer connections of a call.
 *
 * @param media     its connection, absent for calls without media
 * @param spectator its receiving connection, absent when there is none
 * @param quality   quality its receiving connection asked for last
 */
public record ParticipantConnections(Optional<PeerState> media, Optional<PeerState> spectator, Optional<String> quality) {}
