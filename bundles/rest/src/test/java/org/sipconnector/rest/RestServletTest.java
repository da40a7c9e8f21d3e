/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestServletTest {

    private final RestServer server = RestScene.in(new RestServer());

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void connectorsOfSomeIdsAreToldTogether() throws Exception {
        JsonNode page = RestServer.json(server.send(server.as("viewer", "/connectors?ids=room,none,desk")));
        assertThat(page.at("/page/total").asInt()).isEqualTo(2);
        assertThat(page.at("/connectors").findValuesAsText("id")).containsExactlyInAnyOrder("desk", "room");
        HttpResponse<String> refused = server.send(server.as("viewer", "/connectors?ids=" + "x,".repeat(600) + "x"));
        assertThat(refused.statusCode()).as("the same name again is one").isEqualTo(200);
    }

    @Test
    void connectorsAreListedByPage() throws Exception {
        JsonNode page = RestServer.json(server.send(server.as("viewer", "/connectors?offset=1&limit=1")));

        assertThat(page.at("/connectors")).hasSize(1);
        assertThat(page.at("/connectors/0/id").asText()).isEqualTo("office");
        assertThat(page.at("/page/total").asInt()).isEqualTo(3);
        assertThat(page.at("/refused/0/reason").asText()).contains("SCTP");
    }

    @Test
    void connectorsAreFilteredByWhatTheyShow() throws Exception {
        JsonNode page = RestServer.json(server.send(server.as("viewer", "/connectors?filter=OFF")));

        assertThat(page.at("/connectors")).hasSize(1);
        assertThat(page.at("/page/total").asInt()).isEqualTo(1);
    }

    @Test
    void aConnectorSaysWhatItIsAt() throws Exception {
        JsonNode office = RestServer.json(server.send(server.as("viewer", "/connectors/office")));

        assertThat(office.at("/account").asText()).isEqualTo("1001@sip.example.org");
        assertThat(office.at("/status/system").asText()).isNotEmpty();
        assertThat(office.has("call")).isFalse();
    }

    @Test
    void whatThereIsNotIsSaidWithItsName() throws Exception {
        HttpResponse<String> answer = server.send(server.as("viewer", "/connectors/nobody%0A%1B"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(RestServer.json(answer).at("/detail").asText()).isEqualTo("there is no connector 'nobody\\u000a\\u001b'");
        assertThat(server.send(server.as("viewer", "/nothing/here")).statusCode()).isEqualTo(404);
        assertThat(server.send(server.as("viewer", "")).statusCode()).isEqualTo(404);
    }

    @Test
    void unknownAndWrongParametersAreNamedWithWhatIsAllowed() throws Exception {
        JsonNode unknown = RestServer.json(server.send(server.as("viewer", "/connectors?ofset=1")));
        assertThat(unknown.at("/errors/0/key").asText()).isEqualTo("ofset");
        assertThat(unknown.at("/detail").asText()).contains("offset, limit, filter, ids");

        JsonNode wrong = RestServer.json(server.send(server.as("viewer", "/connectors?limit=501")));
        assertThat(wrong.at("/errors/0/value").asText()).isEqualTo("501");
        assertThat(wrong.at("/detail").asText()).contains("from 1 to 500");
    }

    @Test
    void aFormInTheBodyIsNotRead() throws Exception {
        HttpRequest.Builder form = server.as("admin", "/connectors/office/call").header(CrossSite.HEADER, "1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(1_000_000)));
        assertThat(server.send(form).statusCode()).isEqualTo(413);
        HttpRequest.Builder small = server.as("admin", "/connectors/office/call").header(CrossSite.HEADER, "1")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("timeout=1"));
        assertThat(server.send(small).statusCode()).isEqualTo(415);
    }

    @Test
    void whatCannotBeDoneThereSaysWhatCan() throws Exception {
        HttpResponse<String> answer = server.send(server.post("admin", "/connectors/office/session", ""));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET");
        for (String method : List.of("TRACE", "OPTIONS", "PATCH")) {
            assertThat(server.send(server.as("admin", "/connectors").method(method, HttpRequest.BodyPublishers.noBody())).statusCode()).as(method)
                    .isEqualTo(405);
        }
    }

    @Test
    void aHeadHasNoBody() throws Exception {
        HttpResponse<String> answer = server.send(server.as("viewer", "/connectors").method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aCallIsMadeAndAnsweredWithHowTheConnectorIsThen() throws Exception {
        HttpResponse<String> answer = server.send(server.post("manager", "/connectors/office/call", "{\"room\": \"600\"}"));

        assertThat(answer.body()).contains("\"id\":\"office\"");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void bodiesAreReadStrictly() throws Exception {
        assertProblem("{\"room\": \"600\", \"nORedial\": true}", "nORedial", "known are room, noRedial");
        assertProblem("{\"noRedial\": true}", "room", "is missing");
        assertProblem("{\"room\": {}}", "room", "must be a text");
        assertProblem("{\"room\": \"6\", \"noRedial\": 1}", "noRedial", "true or false");
        assertProblem("{\"room\": \"  \"}", "room", "1 to 200 characters");
        assertProblem("[]", "", "must be a JSON object");
        assertProblem("{\"room\": \"6\", \"room\": \"7\"}", "", "Duplicate");
        assertProblem("{\"room\": \"6\"} {}", "", "not JSON");
    }

    private void assertProblem(String json, String key, String detail) throws Exception {
        HttpResponse<String> answer = server.send(server.post("manager", "/connectors/office/call", json));
        assertThat(answer.statusCode()).as(json).isEqualTo(400);
        JsonNode problem = RestServer.json(answer);
        assertThat(problem.at("/detail").asText()).as(json).contains(detail);
        assertThat(problem.at("/errors/0/key").asText()).as(json).isEqualTo(key);
    }

    @Test
    void bodiesHaveALimitAndAType() throws Exception {
        String large = "{\"room\": \"" + "6".repeat(70_000) + "\"}";
        assertThat(server.send(server.post("manager", "/connectors/office/call", large)).statusCode()).isEqualTo(413);
        HttpRequest.Builder form = server.as("manager", "/connectors/office/call").header(CrossSite.HEADER, "1")
                .header("Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString("{\"room\":\"6\"}"));
        assertThat(server.send(form).statusCode()).isEqualTo(415);
        assertThat(server.send(server.post("manager", "/connectors/office/hangup", "{\"why\":1}")).statusCode()).isEqualTo(400);
    }

    @Test
    void aCallThatDoesNotRingIsNotAnswered() throws Exception {
        HttpResponse<String> answer = server.send(server.post("manager", "/connectors/office/answer", ""));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("no call rings at office");
    }

    @Test
    void theJournalIsReadBackwardsWithoutReadingsAndWithoutSecrets() throws Exception {
        JsonNode page = RestServer.json(server.send(server.as("viewer", "/connectors/office/journal?limit=1")));
        assertThat(page.at("/entries/0/number").asLong()).isEqualTo(9);
        assertThat(page.at("/before").asLong()).isEqualTo(9);

        HttpResponse<String> rest = server.send(server.as("viewer", "/connectors/office/journal?before=9"));
        assertThat(RestServer.json(rest).at("/entries")).hasSize(1);
        assertThat(rest.body()).contains("password=").doesNotContain("hunter2");
    }

    @Test
    void livenessIsForEverybodyAndDetailsAreNot() throws Exception {
        assertThat(server.send(server.request("/health/live")).body()).isEqualTo("{\"up\":true}");
        assertThat(server.send(server.request("/health/ready")).statusCode()).isEqualTo(200);
        assertThat(server.send(server.request("/health")).statusCode()).isEqualTo(401);
        assertThat(RestServer.json(server.send(server.as("viewer", "/health"))).at("/problems/0/kind").asText()).isEqualTo("CONFIGURATION");
    }

    @Test
    void withoutAKernelThatIsSaid() throws Exception {
        try (RestServer empty = new RestServer()) {
            assertThat(empty.send(empty.as("viewer", "/connectors")).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void withoutAClusterThereIsNone() throws Exception {
        assertThat(server.send(server.as("viewer", "/cluster")).statusCode()).isEqualTo(404);
    }
}
