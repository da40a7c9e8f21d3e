/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.serverapi.MediaDevice;
import org.sipconnector.api.serverapi.MediaState;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.ParticipantConnections;
import org.sipconnector.simulator.ParticipantIdentity;
import org.sipconnector.simulator.ParticipantReports;
import org.sipconnector.simulator.ParticipantRole;
import org.sipconnector.simulator.ParticipantSnapshot;
import org.sipconnector.simulator.RoomSnapshot;
import org.sipconnector.simulator.SimulatorSnapshot;
import org.sipconnector.spi.media.PeerState;

/** {@code simulator:rooms} in a terminal of 80 columns. */
class RoomsCommandTest {

    private static String printed(ParticipantSnapshot... participants) {
        RoomSnapshot room = new RoomSnapshot("600", Stream.of(participants).map(ParticipantSnapshot::id).toList(), Optional.empty());
        SimulatorSnapshot now = new SimulatorSnapshot(List.of("office"), List.of(participants), List.of(room), 0, List.of());
        return new RoomsCommand().run((ConferenceSimulator) Proxy.newProxyInstance(ConferenceSimulator.class.getClassLoader(),
                new Class<?>[] {ConferenceSimulator.class},
                (self, method, arguments) -> method.getName().equals("snapshot") ? now : Optional.empty()));
    }

    @Test
    void whoIsThereFitsIntoATerminalWhateverTheyTold() {
        String printed =
                printed(new ParticipantSnapshot(new ParticipantIdentity("p12", "office", "Office"), "600", true, ParticipantRole.PARTICIPANT, true,
                        new ParticipantReports(Optional.of(new MediaState(true, false)), Optional.empty(), List.of(MediaDevice.values()),
                                OptionalLong.empty(), "12#", List.of()),
                        new ParticipantConnections(Optional.of(PeerState.CONNECTED), Optional.empty(), Optional.empty())));

        assertThat(printed.lines()).allMatch(line -> line.length() <= 80).hasSize(4)
                .anyMatch(line -> line.startsWith("600         p12   office          participant  connected"))
                .anyMatch(line -> line.startsWith("    camera on, microphone off, presents, keys 12#, refused "));
        assertThat(printed().lines()).containsExactly("nobody is here", "registered: office");
    }
}
