/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.managers;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.sipconnector.api.autoconnector.AutoConnectorManager;
import org.sipconnector.api.call.CallManager;
import org.sipconnector.api.call.RenegotiationOptions;
import org.sipconnector.api.callreconnect.CallReconnectManager;
import org.sipconnector.api.conferencestate.ConferenceStateManager;
import org.sipconnector.api.connection.ConnectionManager;
import org.sipconnector.api.connectionqueue.ConnectionQueueManager;
import org.sipconnector.api.connector.SipConnector;
import org.sipconnector.api.incomingcall.IncomingCallManager;
import org.sipconnector.api.presentation.PresentationManager;
import org.sipconnector.api.presentation.PresentationOptions;
import org.sipconnector.api.serverapi.ServerApiManager;
import org.sipconnector.api.stats.StatsManager;
import org.sipconnector.api.streamhealth.StreamHealthManager;
import org.sipconnector.api.videosendingbalancer.VideoSendingBalancerManager;
import org.sipconnector.kernel.Handover;
import org.sipconnector.testkit.LaneHarness;

/**
 * Managers' states as a release wrote them, a line each: the manager and, as JSON, its hand-over. They never change once they
 * are there; {@link #written} makes those of the present code, for the file of its release.
 */
final class ReleasedStates {

    static final List<Class<?>> MANAGERS = List.of(AutoConnectorManager.class, CallManager.class, CallReconnectManager.class,
            ConferenceStateManager.class, ConnectionManager.class, ConnectionQueueManager.class, SipConnector.class, IncomingCallManager.class,
            PresentationManager.class, ServerApiManager.class, StatsManager.class, StreamHealthManager.class, VideoSendingBalancerManager.class);
    private static final List<Consumer<WholeConnector>> SITUATIONS = List.of(Situations::nothing, Situations::connected, Situations::callsRing,
            Situations::drained, Situations::inRoom, Situations::ringing, Situations::presenting, Situations::watching, Situations::session,
            Situations::connectedByItself, Situations::lost, Situations::attempting, ReleasedStates::connecting, ReleasedStates::asking,
            ReleasedStates::renegotiating);
    /** So that nothing is answered yet. */
    private static final Duration UNDER_WAY = Duration.ofMillis(3);
    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();

    private ReleasedStates() {}

    /**
     * @param state of the manager
     * @param text  the state as it stands in the file
     */
    record Released(Class<?> api, Handover state, JsonNode text) {

        @Override
        public String toString() {
            return api.getSimpleName() + " " + state.toJson();
        }
    }

    static List<Released> read(String release) {
        List<Released> states = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                ReleasedStates.class.getResourceAsStream("/states/" + release + ".txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String name = line.substring(0, line.indexOf(' '));
                Class<?> api = MANAGERS.stream().filter(each -> each.getSimpleName().equals(name)).findFirst().orElseThrow();
                JsonNode handover = parsed(line.substring(name.length() + 1));
                states.add(new Released(api, Handover.fromBytes(new CBORMapper().writeValueAsBytes(handover)), handover.get("state")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return states;
    }

    /** Lines for the present code's release: of each manager those states that have something no earlier one has. */
    static List<String> written() {
        Map<String, TreeSet<String>> seen = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (Consumer<WholeConnector> situation : SITUATIONS) {
            LaneHarness stage = new LaneHarness();
            situation.accept(new WholeConnector(stage));
            for (Class<?> api : MANAGERS) {
                Handover state = stage.state(api);
                boolean first = !seen.containsKey(api.getSimpleName());
                if (seen.computeIfAbsent(api.getSimpleName(), none -> new TreeSet<>()).addAll(paths("", parsed(state.toJson()))) || first) {
                    lines.add(api.getSimpleName() + " {\"version\":" + state.version() + ",\"state\":" + state.toJson() + "}");
                }
            }
        }
        return lines.stream().sorted().toList();
    }

    private static void connecting(WholeConnector all) {
        all.manager(ConnectionQueueManager.class).connect();
        all.stage.advance(UNDER_WAY);
    }

    /** The server, for channels and for tones to be taken, while a presentation starts. */
    private static void asking(WholeConnector all) {
        Situations.inRoom(all);
        all.manager(ServerApiManager.class).sendDtmf("12");
        all.manager(PresentationManager.class).startPresentation(PlayStep.screen("a"), PresentationOptions.STANDARD);
        all.stage.manager(ServerApiManager.class).waitChannels();
        all.stage.advance(UNDER_WAY);
    }

    private static void renegotiating(WholeConnector all) {
        Situations.inRoom(all);
        all.call().renegotiate(RenegotiationOptions.WAITING);
        all.stage.manager(StatsManager.class).waitForOutboundVideoPackets("a");
        all.stage.advance(UNDER_WAY);
    }

    /** For comparing what is written, whatever types its numbers had. */
    static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where there is something in a state. */
    private static List<String> paths(String at, JsonNode node) {
        List<String> paths = new ArrayList<>();
        node.fields().forEachRemaining(field -> paths.addAll(paths(at + "." + field.getKey(), field.getValue())));
        node.elements().forEachRemaining(element -> {
            if (node.isArray()) {
                paths.addAll(paths(at + "[]", element));
            }
        });
        if (node.isValueNode() && !node.isNull()) {
            paths.add(at);
        }
        return paths;
    }
}
