/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.serverapi.MediaDevice;
import org.sipconnector.simulator.ConferenceSimulator;
import org.sipconnector.simulator.ParticipantSnapshot;
import org.sipconnector.simulator.SimulatorSnapshot;
import org.sipconnector.spi.media.MediaFlow;

/** Shows rooms and participants of the simulator. */
@Service
@Command(scope = "simulator", name = "rooms", description = "Shows rooms and participants of the simulator")
public final class RoomsCommand extends SimulatorCommand {

    private static final String ROW = "%-10s  %-4s  %-14s  %-11s  %-12s  %7s  %6s%n";
    private static final String HEAD = String.format(Locale.ROOT, ROW, "ROOM", "ID", "USER", "ROLE", "MEDIA", "HEARD", "SEEN");

    @Override
    String run(ConferenceSimulator at) {
        SimulatorSnapshot now = at.snapshot();
        StringBuilder text = new StringBuilder(HEAD);
        now.rooms().forEach(room -> room.participants().forEach(id -> now.participant(id).ifPresent(one -> lines(text, one, at.flow(id)))));
        return (text.length() == HEAD.length() ? "nobody is here\n" : text) + "registered: " + Printable.line(String.join(", ", now.registered()))
                + (now.directCalls() > 0 ? "\ndirect calls: " + now.directCalls() : "")
                + (now.faults().isEmpty() ? "" : "\nfaults: " + now.faults());
    }

    /** What a participant has told and been refused has a line of its own: in columns it would fit into no terminal. */
    private static void lines(StringBuilder text, ParticipantSnapshot one, Optional<MediaFlow> flow) {
        text.append(String.format(Locale.ROOT, ROW, Printable.line(one.room()), one.id(), Printable.line(one.user()),
                one.role().name().toLowerCase(Locale.ROOT),
                one.connections().media().map(state -> state.name().toLowerCase(Locale.ROOT)).orElse("none"),
                flow.map(MediaFlow::audioReceived).orElse(0L), flow.map(MediaFlow::framesReceived).orElse(0L)));
        List<String> told = new ArrayList<>();
        one.reports().mediaState().ifPresent(state -> told.add("camera " + onOrOff(state.camera()) + ", microphone " + onOrOff(state.microphone())));
        if (one.presenting()) {
            told.add("presents");
        }
        if (!one.reports().tones().isEmpty()) {
            told.add("keys " + one.reports().tones());
        }
        if (!one.reports().refused().isEmpty()) {
            told.add("refused " + refused(one.reports().refused()));
        }
        if (!told.isEmpty()) {
            text.append("    ").append(String.join(", ", told)).append('\n');
        }
    }

    private static String onOrOff(boolean on) {
        return on ? "on" : "off";
    }

    /** Each device once, since a server may ask again and again. */
    private static String refused(List<MediaDevice> devices) {
        return devices.stream().distinct().map(device -> device.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
