/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EventStreamsTest {

    private static final ConnectorId OFFICE = ConnectorId.of("office");

    private final RestServer server = RestScene.in(new RestServer());

    /** Something that happened. */
    record Happened(String what) implements Event {
        @Override
        public String name() {
            return "test:happened";
        }
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private BufferedReader read(HttpRequest.Builder request) throws Exception {
        var answer = server.stream(request);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    }

    private static String line(BufferedReader reader, String beginning) {
        return Stream.generate(() -> {
            try {
                return String.valueOf(reader.readLine());
            } catch (IOException gone) {
                return "null";
            }
        }).filter(line -> line.startsWith(beginning) || line.equals("null")).findFirst().orElseThrow();
    }

    private void tell(ConnectorId connector, String what) {
        server.listener().orElseThrow().onEvent(connector, new Happened(what));
    }

    @Test
    void nobodyListensUntilSomebodyReads() throws Exception {
        assertThat(server.listener()).isEmpty();
        read(server.as("viewer", "/events"));
        assertThat(server.listener()).isPresent();
    }

    @Test
    void whatHappensIsHeardWithItsDataAndWithoutSecrets() throws Exception {
        BufferedReader reader = read(server.as("viewer", "/events"));
        tell(OFFICE, "password=hunter2\nand more");

        assertThat(line(reader, "id: ")).endsWith("-1");
        assertThat(line(reader, "event: ")).isEqualTo("event: test:happened");
        assertThat(line(reader, "data: ")).contains("\"connector\":\"office\"", "\\nand more").doesNotContain("hunter2");
    }

    @Test
    void onlyWhatIsWantedIsHeard() throws Exception {
        BufferedReader reader = read(server.as("viewer", "/events?connector=desk&names=test:*,call:*"));
        tell(OFFICE, "elsewhere");
        tell(ConnectorId.of("desk"), "here");

        assertThat(line(reader, "data: ")).contains("here");
    }

    @Test
    void whoWasCutOffGoesOnWhereHeWas() throws Exception {
        BufferedReader first = read(server.as("viewer", "/events"));
        tell(OFFICE, "one");
        tell(OFFICE, "two");
        String one = line(first, "id: ").substring("id: ".length());
        first.close();

        BufferedReader again = read(server.as("viewer", "/events").header("Last-Event-ID", one));
        assertThat(line(again, "data: ")).contains("two");

        BufferedReader stranger = read(server.as("viewer", "/events?lastEventId=of-another-start-7"));
        assertThat(line(stranger, "event: ")).isEqualTo("event: events:lost");
    }

    @Test
    void whoWantsMoreThanAnybodyHeardIsToldThatItIsNotKept() throws Exception {
        BufferedReader desk = read(server.as("viewer", "/events?connector=desk"));
        tell(ConnectorId.of("desk"), "here");
        tell(OFFICE, "elsewhere");
        String here = line(desk, "id: ").substring("id: ".length());

        BufferedReader all = read(server.as("viewer", "/events").header("Last-Event-ID", here));
        assertThat(line(all, "event: ")).isEqualTo("event: events:lost");
        tell(OFFICE, "now");
        assertThat(line(all, "data: {\"at")).contains("now").doesNotContain("elsewhere");
    }

    @Test
    void whoReadsTooSlowlyIsDroppedWithAWord() throws Exception {
        try (Socket slow = new Socket("127.0.0.1", server.port())) {
            OutputStream out = slow.getOutputStream();
            out.write(("GET " + RestServlet.ROOT + "/events HTTP/1.0\r\nHost: 127.0.0.1\r\nAuthorization: "
                    + RestServer.basic("viewer", "secret") + "\r\n\r\n").getBytes(UTF_8));
            BufferedReader reader = new BufferedReader(new InputStreamReader(slow.getInputStream(), UTF_8));
            assertThat(line(reader, "retry: ")).isEqualTo("retry: 2000");
            String much = "x".repeat(20_000);
            for (int i = 0; i < 2_000; i++) {
                tell(OFFICE, much);
            }
            assertThat(line(reader, "event: events:")).isEqualTo("event: events:dropped");
        }
    }

    @Test
    void whoIsLoggedInNoMoreHearsNoMore() throws Exception {
        String cookie = server.send(server.post("viewer", "/login", "")).headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        BufferedReader page = read(server.request("/events").header("Cookie", cookie));
        BufferedReader script = read(server.as("viewer", "/events"));
        server.streams().checkLogins();
        tell(OFFICE, "one");
        assertThat(line(page, "event: ")).isEqualTo("event: test:happened");

        server.send(server.request("/login").header("Cookie", cookie).header(CrossSite.HEADER, "1").DELETE());
        server.streams().checkLogins();
        tell(OFFICE, "two");

        assertThat(line(page, "event: ")).isEqualTo("event: events:loggedOut");
        assertThat(line(page, "event: ")).as("the end").isEqualTo("null");
        line(script, "event: ");
        assertThat(line(script, "event: ")).as("of another login").isEqualTo("event: test:happened");
    }

    @Test
    void moreReadersThanConfiguredAreRefused() throws Exception {
        for (int i = 0; i < RestServer.LIMITS.eventStreams(); i++) {
            read(server.as("viewer", "/events"));
        }
        HttpResponse<String> refused = server.send(server.as("viewer", "/events"));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("eventStreams");
    }

    @Test
    void readersAreToldWhenTheInterfaceEnds() throws Exception {
        BufferedReader reader = read(server.as("viewer", "/events"));
        server.servlet().deactivate();

        assertThat(line(reader, "event: ")).isEqualTo("event: events:ended");
        assertThat(server.listener()).isEmpty();
    }
}
