/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    private static final Pattern NAME = Pattern.compile("\\{([^}]*)}");
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");

    private final RestServer server = RestScene.in(new RestServer());
    private JsonNode document;

    @BeforeEach
    void read() throws Exception {
        document = RestServer.json(server.send(server.request("/openapi.json")));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void whatIsDescribedIsWhatCanBeAskedFor() {
        Set<String> described = new TreeSet<>();
        document.get("paths").fields().forEachRemaining(path -> path.getValue().fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> served = new TreeSet<>();
        server.servlet().routes().forEach(route -> served.add(route.method() + " " + route.path()));

        assertThat(described).isEqualTo(served).contains("GET /connectors", "POST /connectors/{id}/call", "GET /events");
        assertThat(document.get("openapi").asText()).startsWith("3.0");
    }

    @Test
    void whatIsDescribedIsThere() throws Exception {
        for (Route route : server.servlet().routes()) {
            String path = NAME.matcher(route.path().toString()).replaceAll("unknown");
            assertThat(METHODS).contains(route.method());
            HttpRequest.Builder request = server.request(path).method(route.method(), HttpRequest.BodyPublishers.noBody());
            HttpResponse<String> answer = server.send(request.header(CrossSite.HEADER, "1"));
            assertThat(answer.statusCode()).as(route.method() + " " + path).isEqualTo(route.role().isEmpty() ? 200 : 401);
        }
    }

    @Test
    void answersAreAsDescribed() throws Exception {
        SchemaCheck check = new SchemaCheck(document);
        int checked = 0;
        for (Route route : server.servlet().routes()) {
            if (route.acts() || route.gives().isEmpty()) {
                continue;
            }
            String path = route.path().toString().replace("{id}", "office").replace("{number}", "9");
            HttpResponse<String> answer = server.send(server.as("admin", path));
            String media = answer.statusCode() < 300 ? "application/json" : "application/problem+json";
            JsonNode declared = document.at("/paths").path(route.path().toString()).path("get").path("responses");
            JsonNode schema = check.resolved(declared.path(answer.statusCode() < 300 ? "2XX" : "default")).path("content").path(media).path("schema");
            assertThat(schema.isMissingNode()).as(path).isFalse();
            assertThat(check.mistakes(RestServer.json(answer), schema)).as(path).isEmpty();
            checked += answer.statusCode() < 300 ? 1 : 0;
        }
        assertThat(checked).isGreaterThan(10);
    }

    @Test
    void answersToActionsAndProblemsAreAsDescribed() throws Exception {
        SchemaCheck check = new SchemaCheck(document);
        JsonNode state =
                document.at("/paths").path("/connectors/{id}/call").at("/post/responses/2XX/content").path("application/json").path("schema");
        JsonNode called = RestServer.json(server.send(server.post("manager", "/connectors/office/call", "{\"room\":\"600\"}")));
        assertThat(check.mistakes(called, state)).isEmpty();

        JsonNode problem = document.at("/components/responses/Problem/content").path("application/problem+json").path("schema");
        JsonNode wrong = RestServer.json(server.send(server.post("manager", "/connectors/office/call", "{}")));
        assertThat(check.mistakes(wrong, problem)).isEmpty();
        assertThat(check.mistakes(wrong, state)).isNotEmpty();
    }
}
