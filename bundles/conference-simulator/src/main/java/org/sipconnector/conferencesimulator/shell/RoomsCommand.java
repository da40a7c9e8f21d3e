/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.conferencesimulator.shell;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
import org.sipconnector.api.media.MediaFlow;
import org.sipconnector.api.serverapi.MediaDevice;
import org.sipconnector.api.explanation.Printable;
import org.sipconnector.api.simulator.ConferenceSimulator;
import org.sipconnector.api.simulator.ParticipantSnapshot;
import org.sipconnector.api.simulator.SimulatorSnapshot;

/** Shows rooms and participants of the simulator. */
@Service
@Command(scope = "simulator", name = "rooms", description = "Shows rooms and participants of the simulator")
public final class RoomsCommand extends SimulatorCommand {

    @Override
    String run(ConferenceSimulator at) {
        SimulatorSnapshot now = at.snapshot();
        ShellTable table = new ShellTable().separator("  ");
        for (String column : new String[] {"ROOM", "ID", "USER", "ROLE", "MEDIA", "HEARD", "SEEN", "CAMERA", "MIC", "KEYS",
                "REFUSED", "PRESENTS"}) {
            table.column(column);
        }
        table.emptyTableText("nobody is here");
        now.rooms().forEach(room -> room.participants().forEach(id -> now.participant(id).ifPresent(one -> row(table, one, at.flow(id)))));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        table.print(new PrintStream(text, true, StandardCharsets.UTF_8));
        return text.toString(StandardCharsets.UTF_8) + "registered: " + Printable.line(String.join(", ", now.registered()))
                + (now.directCalls() > 0 ? "\ndirect calls: " + now.directCalls() : "")
                + (now.faults().isEmpty() ? "" : "\nfaults: " + now.faults());
    }

    private static void row(ShellTable table, ParticipantSnapshot one, Optional<MediaFlow> flow) {
        table.addRow().addContent(Printable.line(one.room()), one.id(), Printable.line(one.user()), one.role().name().toLowerCase(Locale.ROOT),
                one.media().map(state -> state.name().toLowerCase(Locale.ROOT)).orElse("none"),
                flow.map(MediaFlow::audioReceived).orElse(0L), flow.map(MediaFlow::framesReceived).orElse(0L),
                one.mediaState().map(state -> onOrOff(state.camera())).orElse(""),
                one.mediaState().map(state -> onOrOff(state.microphone())).orElse(""), one.tones(), refused(one.refused()),
                one.presenting() ? "yes" : "");
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
