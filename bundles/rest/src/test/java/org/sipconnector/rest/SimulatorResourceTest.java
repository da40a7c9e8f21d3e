/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.SipConnectorException;
import org.sipconnector.spi.simulation.SimulatedParticipant;
import org.sipconnector.spi.simulation.SimulatedRoom;
import org.sipconnector.spi.simulation.SimulatedRooms;

class SimulatorResourceTest {

    private final RestServer server = new RestServer();
    private final List<String> done = new CopyOnWriteArrayList<>();

    private final SimulatedRooms rooms = new SimulatedRooms() {
        @Override
        public List<SimulatedRoom> rooms() {
            return List.of(new SimulatedRoom("purgatory", true,
                    List.of(new SimulatedParticipant("p1", "demo", "participant", false, true, true))));
        }

        @Override
        public CompletionStage<Void> move(String participant, String room) {
            return noted("move " + participant + " to " + room);
        }

        @Override
        public CompletionStage<Void> mute(String participant, boolean muted) {
            return participant.equals("nobody")
                    ? CompletableFuture.failedStage(new SipConnectorException("there is no participant 'nobody'") {
                        private static final long serialVersionUID = 1;
                    })
                    : noted((muted ? "mute " : "unmute ") + participant);
        }

        @Override
        public CompletionStage<Void> end(String room) {
            return noted("end " + room);
        }

        private CompletionStage<Void> noted(String what) {
            done.add(what);
            return CompletableFuture.completedStage(null);
        }
    };

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void withoutASimulatorThereIsNone() throws Exception {
        assertThat(server.send(server.as("viewer", "/simulator")).statusCode()).isEqualTo(404);
        assertThat(server.send(server.post("manager", "/simulator/rooms/600/end", "")).statusCode()).isEqualTo(404);
    }

    @Test
    void roomsAreShownToViewers() throws Exception {
        server.with(SimulatedRooms.class, rooms);
        JsonNode room = RestServer.json(server.send(server.as("viewer", "/simulator"))).at("/rooms/0");

        assertThat(room.get("waiting").asBoolean()).isTrue();
        assertThat(room.at("/participants/0/user").asText()).isEqualTo("demo");
    }

    @Test
    void managersLetInMuteAndEnd() throws Exception {
        server.with(SimulatedRooms.class, rooms);
        assertDone("/simulator/participants/p1/move", "{\"room\": \"600\"}");
        assertDone("/simulator/participants/p1/mute", "");
        assertDone("/simulator/participants/p1/unmute", "");
        assertDone("/simulator/rooms/600/end", "");

        assertThat(done).containsExactly("move p1 to 600", "mute p1", "unmute p1", "end 600");
    }

    @Test
    void viewersDoNotNorPagesOfOtherSites() throws Exception {
        server.with(SimulatedRooms.class, rooms);

        assertThat(server.send(server.post("viewer", "/simulator/rooms/600/end", "")).statusCode()).isEqualTo(403);
        assertThat(server.send(server.as("manager", "/simulator/rooms/600/end").POST(java.net.http.HttpRequest.BodyPublishers.noBody()))
                .statusCode()).isEqualTo(403);
        assertThat(done).isEmpty();
    }

    @Test
    void whatDoesNotGoIsSaidWithKeyAndValue() throws Exception {
        server.with(SimulatedRooms.class, rooms);
        HttpResponse<String> nameless = server.send(server.post("manager", "/simulator/participants/p1/move", "{\"room\": \" \"}"));
        assertThat(nameless.statusCode()).isEqualTo(400);
        assertThat(RestServer.json(nameless).at("/errors/0/key").asText()).isEqualTo("room");
        HttpResponse<String> unknown = server.send(server.post("manager", "/simulator/participants/nobody/mute", ""));
        assertThat(unknown.statusCode()).isEqualTo(502);
        assertThat(unknown.body()).contains("there is no participant");
    }

    private void assertDone(String path, String json) throws Exception {
        HttpResponse<String> answer = server.send(server.post("manager", path, json));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(RestServer.json(answer).at("/rooms/0/name").asText()).isEqualTo("purgatory");
    }
}
