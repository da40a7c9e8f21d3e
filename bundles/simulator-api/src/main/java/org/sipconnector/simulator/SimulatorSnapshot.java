/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.simulator;

import java.util.List;
import java.util.Optional;

/**
 * What the simulator holds.
 *
 * @param registered  users with a registration, sorted
 * @param participants calls, in the order they came
 * @param rooms       rooms somebody is in, sorted by name
 * @param directCalls calls between two clients
 * @param faults      how it misbehaves, in order
 */
public record SimulatorSnapshot(List<String> registered, List<ParticipantSnapshot> participants,
        List<RoomSnapshot> rooms, int directCalls, List<Fault> faults) {

    public SimulatorSnapshot {
        registered = List.copyOf(registered);
        participants = List.copyOf(participants);
        rooms = List.copyOf(rooms);
        faults = List.copyOf(faults);
    }

    public Optional<ParticipantSnapshot> participant(String idOrUser) {
        return participants.stream().filter(one -> one.id().equals(idOrUser)).findFirst()
                .or(() -> participants.stream().filter(one -> one.user().equals(idOrUser)).findFirst());
    }

    public Optional<RoomSnapshot> room(String name) {
        return rooms.stream().filter(room -> room.name().equals(name)).findFirst();
    }
}
