/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.sipconnector.spi.simulation.SimulatedRoom;
import org.sipconnector.spi.simulation.SimulatedRooms;

/** The rooms of a conference simulator in this process, where there is one. */
final class SimulatorResource {

    private static final int QUICK = 15;
    private static final int LONGEST_NAME = 100;

    private final ContainerServices services;

    /** Rooms somebody is in, the waiting room among them. */
    record SimulatorState(List<SimulatedRoom> rooms) {}

    /** @param room where to, which may be new */
    record MoveRequest(String room) {}

    SimulatorResource(ContainerServices services) {
        this.services = services;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/simulator", "Rooms of the conference simulator in this process, and who is there").giving(SimulatorState.class)
                        .at(request -> state(rooms())),
                participant("move", "Moves a participant to another room, or lets it in from the waiting room")
                        .taking(RequestBody.json(MoveRequest.class)).by(this::move),
                participant("mute", "Has a participant send no sound, by order of the server")
                        .by(request -> act(request, "mute", rooms -> rooms.mute(request.path("participant"), true))),
                participant("unmute", "Lets a participant send sound again")
                        .by(request -> act(request, "unmute", rooms -> rooms.mute(request.path("participant"), false))),
                Route.post("/simulator/rooms/{room}/end", "Hangs up on everybody in a room").with(OperationOutcome.TIMEOUT)
                        .giving(SimulatorState.class).by(request -> act(request, "end the room", rooms -> rooms.end(request.path("room")))));
    }

    private static Route participant(String action, String text) {
        return Route.post("/simulator/participants/{participant}/" + action, text).with(OperationOutcome.TIMEOUT).giving(SimulatorState.class);
    }

    private CompletionStage<RestAnswer> move(RestRequest request) {
        String room = request.body(MoveRequest.class).room();
        if (room.isBlank() || room.length() > LONGEST_NAME) {
            throw ProblemException.value("room", room, "the name of a room, 1 to " + LONGEST_NAME + " characters");
        }
        return act(request, "move to " + ProblemException.shown(room), rooms -> rooms.move(request.path("participant"), room));
    }

    private CompletionStage<RestAnswer> act(RestRequest request, String what, Function<SimulatedRooms, CompletionStage<Void>> action) {
        SimulatedRooms rooms = rooms();
        return OperationOutcome.of(request, QUICK, what, action.apply(rooms), done -> state(rooms));
    }

    private static SimulatorState state(SimulatedRooms rooms) {
        return new SimulatorState(rooms.rooms());
    }

    private SimulatedRooms rooms() {
        return services.find(SimulatedRooms.class).orElseThrow(() -> ProblemException.of(ProblemKind.NOT_FOUND,
                "no conference simulator is at work in this process: it comes with the feature sip-connector-simulator, once configured"));
    }
}
