/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestAccessTest {

    private final RestServer server = RestScene.in(new RestServer());

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void aPageIsChallengedSoThatNoBrowserAsksForAPassword() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/connectors").header(CrossSite.HEADER, "console"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(value -> assertThat(value).startsWith("Page "));
    }

    @Test
    void whoIsNotLoggedInIsAskedForNameAndPassword() throws Exception {
        HttpResponse<String> answer = server.send(server.request("/connectors"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(value -> assertThat(value).startsWith("Basic "));
        assertThat(server.send(server.request("/connectors").header("Authorization", RestServer.basic("viewer", "guess"))).statusCode())
                .isEqualTo(401);
    }

    @Test
    void eachRoleMayWhatItMayInTheShell() throws Exception {
        assertThat(server.send(server.as("viewer", "/connectors")).statusCode()).isEqualTo(200);
        assertThat(server.send(server.as("stranger", "/connectors")).statusCode()).isEqualTo(403);
        HttpResponse<String> refused = server.send(server.post("viewer", "/connectors/office/disconnect", ""));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("for the role manager");
        assertThat(server.send(server.post("manager", "/connectors/office/disconnect", "")).statusCode()).isEqualTo(200);
        assertThat(server.send(server.post("admin", "/connectors/office/disconnect", "")).statusCode()).isEqualTo(200);
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() throws Exception {
        HttpRequest.Builder bare = server.as("admin", "/connectors/office/disconnect").POST(HttpRequest.BodyPublishers.noBody());
        assertThat(server.send(bare).body()).contains("needs the header X-Sip-Connector");

        HttpRequest.Builder crossSite = server.post("admin", "/connectors/office/disconnect", "").header("Sec-Fetch-Site", "cross-site");
        assertThat(server.send(crossSite).statusCode()).isEqualTo(403);

        HttpRequest.Builder foreign = server.post("admin", "/connectors/office/disconnect", "").header("Origin", "https://evil.example");
        assertThat(server.send(foreign).statusCode()).isEqualTo(403);
        assertThat(server.send(server.as("viewer", "/connectors").header("Origin", "null")).statusCode()).isEqualTo(403);

        HttpRequest.Builder own = server.post("admin", "/connectors/office/disconnect", "").header("Sec-Fetch-Site", "same-origin")
                .header("Origin", "http://127.0.0.1:" + server.port());
        assertThat(server.send(own).statusCode()).isEqualTo(200);
    }

    @Test
    void whoHasLoggedInIsKnownByACookieUntilLoggedOut() throws Exception {
        HttpResponse<String> login = server.send(server.post("manager", "/login", ""));
        String set = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).contains("HttpOnly", "SameSite=Strict", "Path=/sip-connector");
        String cookie = set.split(";", 2)[0];

        assertThat(server.send(server.request("/login").header("Cookie", cookie)).body()).contains("\"user\":\"manager\"", "\"role\":\"manager\"");

        HttpRequest.Builder logout = server.request("/login").header("Cookie", cookie).header(CrossSite.HEADER, "1").DELETE();
        assertThat(server.send(logout).statusCode()).isEqualTo(204);
        assertThat(server.send(server.request("/login").header("Cookie", cookie)).statusCode()).isEqualTo(401);
        assertThat(server.send(server.request("/login").header("Cookie", LoginCookie.NAME + "=invented")).statusCode()).isEqualTo(401);
    }

    @Test
    void aCookieIsGivenForNameAndPasswordOnly() throws Exception {
        String cookie = server.send(server.post("manager", "/login", "")).headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];

        HttpRequest.Builder again = server.request("/login").header("Cookie", cookie).header(CrossSite.HEADER, "1")
                .POST(HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> answer = server.send(again);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();

        HttpResponse<String> next = server.send(server.post("viewer", "/login", "").header("Cookie", cookie));
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(server.send(server.request("/login").header("Cookie", cookie)).statusCode()).as("what was there before").isEqualTo(401);
    }

    @Test
    void whoAsksTooOftenWaits() throws Exception {
        RestConfiguration strict = new RestConfiguration(false, "karaf", Optional.of(RestRole.VIEWER), new RestConfiguration.Limits(10, 1, 1));
        try (RestServer limited = RestScene.in(new RestServer(strict))) {
            for (int i = 0; i < 10; i++) {
                assertThat(limited.send(limited.request("/health/live")).statusCode()).isEqualTo(200);
            }
            HttpResponse<String> refused = limited.send(limited.request("/health/live"));
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        }
    }

    @Test
    void whoDoesNotLogInMayWhatTheConfigurationSays() throws Exception {
        RestConfiguration open = new RestConfiguration(false, "karaf", Optional.of(RestRole.VIEWER), RestServer.LIMITS);
        try (RestServer anonymous = RestScene.in(new RestServer(open))) {
            assertThat(anonymous.send(anonymous.request("/connectors")).statusCode()).isEqualTo(200);
            HttpRequest.Builder acting = anonymous.request("/connectors/office/disconnect").header(CrossSite.HEADER, "1")
                    .POST(HttpRequest.BodyPublishers.noBody());
            assertThat(anonymous.send(acting).statusCode()).isEqualTo(403);
        }
    }
}
