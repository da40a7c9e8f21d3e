/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.Test;

/** Prometheus reads the figures by HTTP while a call is up; an SDK of OpenTelemetry records its spans. */
public abstract class MetricsStory extends CallStory {

    /** Where the container's HTTP service listens. */
    protected static final String PORT = "test.http.port";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    public void aCallThatIsUpIsSeenAndWhatBecameOfItAfterwards() throws Exception {
        Await.until("the call is seen with its streams", () -> {
            String text = read().body();
            return text.contains("sip_connector_calls{state=\"in_call\"} 1.0")
                    && text.contains("sip_connector_stream_bytes_per_second{connector=\"caller\",stream=\"video\",way=\"received\"}");
        });
        HttpResponse<String> first = read();
        assertTrue(first.headers().toString(), first.headers().firstValue("Content-Type").orElse("").startsWith("text/plain; version=0.0.4"));
        assertAll(first.body(), "sip_connector_connectors{state=\"callActive\"} 1.0", "sip_connector_registered_connectors 1.0",
                "sip_connector_part_up{part=\"kernel\"} 1.0", "sip_connector_part_up{part=\"sip\"} 1.0", "sip_connector_part_up{part=\"media\"} 1.0",
                "sip_connector_problems{kind=\"connection\"} 0.0", "sip_connector_problems{kind=\"media\"} 0.0",
                "sip_connector_sip_dialogs ", "sip_connector_lanes 1.0", "sip_connector_lane_delay_seconds ", "jvm_memory_used_bytes{area=\"heap\"}",
                "process_cpu_seconds_total ", "jvm_threads_current ");
        assertTrue("its set-up", first.body().matches("(?s).*sip_connector_call_setup_stage_seconds_count\\{stage=\"confirmed\"} [1-9].*"));

        get(facade.hangUp());
        Await.until("the call is counted", () -> read().body().lines().anyMatch(line -> line.startsWith("sip_connector_calls_ended_total{")
                && line.contains("direction=\"outgoing\"") && line.contains("established=\"true\"") && !line.endsWith(" 0.0")));
        assertTrue(read().body().contains("sip_connector_calls{state=\"in_call\"} 0.0"));
    }

    @Test
    public void aCallIsTracedWithItsStagesThoughTheTracingBundleIsReplacedMeanwhile() throws Exception {
        for (String file : System.getProperty("opentelemetry.sdk").split(",")) {
            context.installBundle(Path.of(file).toUri().toString()).start();
        }
        try (SpanRecording spans = RecordedSpans.in(context)) {
            get(facade.hangUp());
            get(facade.callToServer("600"));
            assertPicturesGoOn("the call");
            refresh(bundle("tracing"));
            assertPicturesGoOn("a refresh");
            assertTrue("spans of calls that are up: " + spans.names(), spans.names().isEmpty());
            get(facade.hangUp());

            Await.until("the call's span is recorded", () -> spans.names().contains("call"));
            assertTrue(spans.names().toString(), spans.names().containsAll(List.of("sending", "accepted")));
            assertTrue("its Call-ID", spans.callId().isPresent());
        }
    }

    /** Nothing of the code that went is held by who counts. */
    @Test
    public void aManagersReplacementIsCountedWithItsGap() throws Exception {
        read();
        refresh(bundle("call-history"));
        assertCallGoesOn("a refresh");
        Await.until("the replacement is counted", () -> read().body().lines()
                .anyMatch(line -> line.startsWith("sip_connector_update_gap_seconds_count ") && !line.endsWith(" 0")));
    }

    private static void assertAll(String text, String... parts) {
        for (String part : List.of(parts)) {
            assertTrue(part + " is in\n" + text, text.contains(part));
        }
    }

    /** As who may. */
    protected abstract HttpResponse<String> read() throws Exception;

    protected static HttpResponse<String> read(String user, String password) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + System.getProperty(PORT) + "/metrics"));
        if (!user.isEmpty()) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8)));
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    protected static void assertStatus(int status, String user, String password) throws Exception {
        HttpResponse<String> answer = read(user, password);
        assertEquals(user + " reads " + answer.body(), status, answer.statusCode());
    }
}
