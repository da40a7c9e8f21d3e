/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.Drop;
import org.sipconnector.simulator.ParticipantSnapshot;
import org.sipconnector.simulator.RoomSnapshot;
import org.sipconnector.simulator.ServerCommand;
import org.sipconnector.simulator.SimulatorSnapshot;
import org.sipconnector.spi.simulation.SimulatedParticipant;
import org.sipconnector.spi.simulation.SimulatedRoom;
import org.sipconnector.spi.simulation.SimulatedRooms;

/** What the simulator shows whoever knows it by the SPI only. */
record ShownRooms(ConferenceSimulator simulator) implements SimulatedRooms {

    @Override
    public List<SimulatedRoom> rooms() {
        SimulatorSnapshot now = simulator.snapshot();
        return now.rooms().stream().map(room -> new SimulatedRoom(room.name(), room.name().equals(RoomSnapshot.PURGATORY),
                room.participants().stream().flatMap(id -> now.participant(id).stream()).map(ShownRooms::shown).toList())).toList();
    }

    private static SimulatedParticipant shown(ParticipantSnapshot one) {
        boolean sound = one.reports().mediaState().map(state -> state.microphone()).orElse(true);
        return new SimulatedParticipant(one.id(), one.user(), one.role().name().toLowerCase(Locale.ROOT).replace('_', ' '), one.presenting(),
                one.mediaConnected(), sound);
    }

    @Override
    public CompletionStage<Void> move(String participant, String room) {
        return simulator.move(participant, room);
    }

    @Override
    public CompletionStage<Void> mute(String participant, boolean muted) {
        return simulator.tell(participant, new ServerCommand.Microphone(!muted, true));
    }

    @Override
    public CompletionStage<Void> end(String room) {
        List<String> there = simulator.snapshot().room(room.toLowerCase(Locale.ROOT)).map(RoomSnapshot::participants).orElse(List.of());
        return CompletableFuture.allOf(there.stream().map(id -> simulator.drop(id, Drop.BYE).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }
}
