/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.spi.cluster.Cluster;
import org.sipconnector.spi.cluster.ClusterException;
import org.sipconnector.spi.cluster.ClusterNode;
import org.sipconnector.spi.cluster.SharedConnector;

class ClusterResourceTest {

    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private final RestServer server = RestScene.in(new RestServer());

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Object answer(String method, Object... arguments) {
        return switch (method) {
            case "self" -> "north";
            case "engine" -> "ZooKeeper at 127.0.0.1:2181";
            case "problem" -> Optional.empty();
            case "nodes" -> List.of(new ClusterNode("north", new ClusterNode.Presence(true, false, true, Duration.ofSeconds(1)), false,
                    new ClusterNode.Load(2, 3, 100_000, Optional.empty()), "0.1.0"));
            case "connectors" -> List.of(shared("desk", "north"), shared("office", "south"));
            default -> {
                asked.add(method + Arrays.stream(arguments).map(each -> " " + each).collect(Collectors.joining()));
                if (List.of(arguments).contains("nowhere")) {
                    throw new ClusterException("there is no node 'nowhere'");
                }
                yield null;
            }
        };
    }

    private static SharedConnector shared(String id, String owner) {
        return new SharedConnector(new ConnectorId(id), Optional.of(owner), Optional.of(owner), 4, Optional.empty(), Set.of("south", "north"), false);
    }

    private void withCluster() {
        server.with(Cluster.class, (Cluster) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Cluster.class},
                (proxy, method, arguments) -> answer(method.getName(), arguments == null ? new Object[0] : arguments)));
    }

    @Test
    void aNodeThatIsInNoClusterSaysSo() throws Exception {
        HttpResponse<String> answer = server.send(server.as("viewer", "/cluster"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("sip-connector-cluster");
    }

    @Test
    void nodesAndPlacesAreToldAsDescribed() throws Exception {
        withCluster();
        SchemaCheck check = new SchemaCheck(RestServer.json(server.send(server.request("/openapi.json"))));
        for (String path : new String[] {"/cluster", "/cluster/connectors"}) {
            JsonNode told = RestServer.json(server.send(server.as("viewer", path)));
            JsonNode schema = RestServer.json(server.send(server.request("/openapi.json"))).at("/paths").path(path).path("get").path("responses")
                    .path("2XX").path("content").path("application/json").path("schema");
            assertThat(check.mistakes(told, schema)).as(path).isEmpty();
        }
        JsonNode cluster = RestServer.json(server.send(server.as("viewer", "/cluster")));
        assertThat(cluster.at("/self").asText()).isEqualTo("north");
        assertThat(cluster.at("/nodes/0/presence/coordinator").asBoolean()).isTrue();
        JsonNode places = RestServer.json(server.send(server.as("viewer", "/cluster/connectors?filter=SOUTH")));
        assertThat(places.at("/page/total").asInt()).isEqualTo(1);
        assertThat(places.at("/connectors/0/id").asText()).isEqualTo("office");
        assertThat(places.at("/connectors/0/configured")).hasSize(2);
    }

    @Test
    void managersMoveConnectorsAndAdminsActOnNodes() throws Exception {
        withCluster();
        assertThat(server.send(server.post("viewer", "/cluster/connectors/desk/move", "{\"node\":\"south\"}")).statusCode()).isEqualTo(403);
        assertThat(server.send(server.post("manager", "/cluster/nodes/south/drain", "")).statusCode()).isEqualTo(403);
        assertThat(asked).isEmpty();

        assertThat(server.send(server.post("manager", "/cluster/connectors/desk/move", "{\"node\":\"south\"}")).statusCode()).isEqualTo(204);
        assertThat(server.send(server.post("manager", "/cluster/connectors/desk/pin", "{\"node\":\"south\"}")).statusCode()).isEqualTo(204);
        assertThat(server.send(server.post("manager", "/cluster/connectors/desk/unpin", "")).statusCode()).isEqualTo(204);
        for (String action : new String[] {"drain", "undrain", "forget"}) {
            assertThat(server.send(server.post("admin", "/cluster/nodes/south/" + action, "")).statusCode()).isEqualTo(204);
        }
        assertThat(server.send(server.post("admin", "/cluster/rebalance", "")).statusCode()).isEqualTo(204);
        assertThat(asked).containsExactly("move desk south", "pin desk south", "unpin desk", "drain south", "undrain south", "forget south",
                "rebalance");
    }

    @Test
    void whatCannotBeDoneIsRefusedWithTheReason() throws Exception {
        withCluster();
        HttpResponse<String> refused = server.send(server.post("manager", "/cluster/connectors/desk/move", "{\"node\":\"nowhere\"}"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("there is no node 'nowhere'");
        assertThat(server.send(server.post("manager", "/cluster/connectors/%20/unpin", "")).statusCode()).isEqualTo(404);
    }
}
