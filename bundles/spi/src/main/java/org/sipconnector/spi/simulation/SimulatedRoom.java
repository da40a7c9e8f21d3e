/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.simulation;

import java.util.List;

/**
 * A room, which exists while somebody is in it.
 *
 * @param name         in lower case
 * @param waiting      whether those in it wait to be let into another one
 * @param participants in the order they came
 */
public record SimulatedRoom(String name, boolean waiting, List<SimulatedParticipant> participants) {

    public SimulatedRoom {
        participants = List.copyOf(participants);
    }
}
