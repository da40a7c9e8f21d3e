/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.call.CallEvent;
import org.sipconnector.api.incomingcall.IncomingCallEvent;
import org.sipconnector.api.incomingcall.RemoteCaller;
import org.sipconnector.api.incomingcall.RingingCall;
import org.sipconnector.api.media.PeerId;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.api.sip.Header;
import org.sipconnector.api.sip.Originator;
import org.sipconnector.api.sip.SipCause;
import org.sipconnector.api.sip.SipFailure;
import org.sipconnector.spi.sip.SessionIdentity;

class CallTracesTest {

    private static final ConnectorId OFFICE = ConnectorId.of("office");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final DialogId DIALOG = new DialogId("d");
    private static final Optional<PeerId> PEER = Optional.of(new PeerId("p"));
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String PARENT = "00-" + TRACE + '-' + SPAN + "-01";
    private static final SipFailure HUNG_UP = SipFailure.local(SipCause.TERMINATED);

    @TempDir
    Path folder;

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter)).build()).build();
    private final Map<DialogId, SessionIdentity> sessions = new HashMap<>(Map.of(DIALOG, new SessionIdentity("id@host", Optional.empty())));
    private boolean present = true;
    private Instant now = NOON;
    private CallTraces traces = traces();

    @AfterEach
    void close() {
        sdk.close();
    }

    @Test
    void aCallThatIsMadeIsASpanWithItsStagesBelow() {
        at(0, start(List.of()));
        at(200, new CallEvent.Sending(DIALOG));
        at(300, new CallEvent.Progress(180, "Ringing"));
        at(500, new CallEvent.Progress(183, "Session Progress"));
        at(1_300, new CallEvent.Accepted(DIALOG));
        at(1_320, new CallEvent.Confirmed(DIALOG));
        assertThat(exporter.getFinishedSpanItems()).as("before it is over").isEmpty();
        at(60_000, new CallEvent.Ended(HUNG_UP, PEER));

        SpanData call = call();
        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(call.getParentSpanId()).isEqualTo(SpanId.getInvalid());
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(times(call)).containsExactly(0L, 60_000L);
        assertThat(texts(call)).isEqualTo(Map.of("sip.call_id", "id@host", "sipconnector.connector", "office", "sipconnector.direction",
                "outgoing", "sipconnector.end_cause", "terminated", "sipconnector.ended_by", "local"));
        assertThat(stages(call)).isEqualTo(Map.of("sending", List.of(0L, 200L), "progress", List.of(200L, 300L), "accepted", List.of(300L, 1_300L),
                "confirmed", List.of(1_300L, 1_320L)));
    }

    @Test
    void aCallThatIsRefusedIsAnErrorWithItsStatusAndNothingOfWhatThePeerWrote() {
        at(0, start(List.of()));
        at(10, new CallEvent.Sending(DIALOG));
        at(90, new CallEvent.Failed(SipFailure.response(486, "</script>", List.of(new Header("Warning", "secret"))), PEER));

        SpanData call = call();
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(call.getStatus().getDescription()).isEqualTo("Busy");
        assertThat(call.getAttributes().get(AttributeKey.longKey("sip.response_code"))).isEqualTo(486);
        assertThat(texts(call)).containsEntry("sip.call_id", "id@host").containsEntry("sipconnector.end_cause", "busy");
        assertThat(call.getName() + call.getStatus() + call.getAttributes()).doesNotContain("/script", "secret", "600");
        assertThat(stages(call)).containsOnlyKeys("sending");
    }

    @Test
    void aCallThatComesGoesOnWithTheTraceOfItsInvite() {
        sessions.put(DIALOG, new SessionIdentity("id@host", Optional.of(PARENT)));
        at(0, new IncomingCallEvent.Ringing(ringing(DIALOG)));
        at(3_000, new CallEvent.StartCall("700", true, List.of(), PEER));
        at(3_200, new CallEvent.Accepted(DIALOG));
        at(3_250, new CallEvent.Confirmed(DIALOG));
        at(9_000, new CallEvent.Ended(new SipFailure(Originator.REMOTE, SipCause.TERMINATED, 0, "BYE", List.of()), PEER));

        SpanData call = call();
        assertThat(call.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(call.getTraceId()).isEqualTo(TRACE);
        assertThat(call.getParentSpanId()).isEqualTo(SPAN);
        assertThat(times(call)).containsExactly(0L, 9_000L);
        assertThat(stages(call)).isEqualTo(
                Map.of("ringing", List.of(0L, 3_000L), "accepted", List.of(3_000L, 3_200L), "confirmed", List.of(3_200L, 3_250L)));
    }

    @Test
    void aCallThatIsMadeGoesOnWithTheTraceItsMakerSendsAlong() {
        at(0, start(List.of(new Header("Traceparent", PARENT))));
        at(10, new CallEvent.Ended(HUNG_UP, PEER));

        assertThat(call().getTraceId()).isEqualTo(TRACE);
        assertThat(call().getParentSpanId()).isEqualTo(SPAN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "00-" + TRACE + "-" + SPAN, "ff-" + TRACE + "-" + SPAN + "-01", "00-" + TRACE + "-" + SPAN + "-01-more",
            "00-00000000000000000000000000000000-" + SPAN + "-01", "00-" + TRACE + "-0000000000000000-01", "00-" + TRACE + "-" + SPAN + "-zz",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01", "00-\u0000bf92f3577b34da6a3ce929d0e0e4736-" + SPAN + "-01", "\u202e</script>"})
    void whatIsNoTraceContextIsIgnored(String hostile) {
        assertIgnored(hostile);
    }

    @Test
    void whatIsTooLongIsIgnoredThoughItsVersionMayBe() {
        assertIgnored("01-" + TRACE + '-' + SPAN + "-01-" + "0".repeat(100_000));
    }

    private void assertIgnored(String hostile) {
        sessions.put(DIALOG, new SessionIdentity("id@host", Optional.of(hostile)));
        at(0, new IncomingCallEvent.Ringing(ringing(DIALOG)));
        at(10, new IncomingCallEvent.Failed(ringing(DIALOG)));

        assertThat(call().getTraceId()).isNotEqualTo(TRACE);
        assertThat(call().getParentSpanId()).isEqualTo(SpanId.getInvalid());
    }

    @Test
    void callsThatRangAndWereNotTakenAreNoErrors() {
        at(0, new IncomingCallEvent.Ringing(ringing(DIALOG)));
        at(0, new IncomingCallEvent.Ringing(ringing(new DialogId("other"))));
        at(2_000, new IncomingCallEvent.Terminated(ringing(DIALOG)));
        at(3_000, new IncomingCallEvent.Failed(ringing(new DialogId("other"))));

        assertThat(exporter.getFinishedSpanItems()).extracting(span -> texts(span).get("sipconnector.end_cause")).containsExactly("rejected",
                "canceled");
        assertThat(exporter.getFinishedSpanItems()).extracting(span -> span.getStatus().getStatusCode()).containsOnly(StatusCode.UNSET);
    }

    @Test
    void anAnswerThatFailsLeavesTheCallToItsRinging() {
        at(0, new IncomingCallEvent.Ringing(ringing(DIALOG)));
        at(10, new CallEvent.StartCall("700", true, List.of(), PEER));
        at(20, new CallEvent.Failed(SipFailure.local(SipCause.WEBRTC_ERROR), PEER));
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
        at(30, new IncomingCallEvent.Failed(ringing(DIALOG)));

        assertThat(times(call())).containsExactly(0L, 30L);
    }

    @Test
    void aCallThatIsUpSurvivesAnUpdateOfTheBundleWithAllThatWasNoted() throws IOException {
        NotedCallFile file = new NotedCallFile(folder.resolve("calls"));
        at(0, start(List.of(new Header("traceparent", PARENT))));
        at(200, new CallEvent.Sending(DIALOG));
        at(300, new CallEvent.Accepted(DIALOG));
        traces.leave(file);
        sessions.clear();
        traces = traces();
        traces.resume(file);
        at(320, new CallEvent.Confirmed(DIALOG));
        at(5_000, new CallEvent.Ended(HUNG_UP, PEER));

        assertThat(times(call())).containsExactly(0L, 5_000L);
        assertThat(call().getTraceId()).isEqualTo(TRACE);
        assertThat(texts(call())).containsEntry("sip.call_id", "id@host");
        assertThat(stages(call())).containsOnlyKeys("sending", "accepted", "confirmed");
        assertThat(file.take()).as("what was taken").isEmpty();
    }

    @Test
    void theEndOfAnotherCallThanTheOneThatWasLeftIsNotItsEnd() throws IOException {
        NotedCallFile file = new NotedCallFile(folder.resolve("calls"));
        at(0, start(List.of()));
        traces.leave(file);
        traces = traces();
        traces.resume(file);
        at(5_000, new CallEvent.Ended(HUNG_UP, Optional.of(new PeerId("next"))));

        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void whatIsLeftSpoiltIsThrownAway() throws IOException {
        Path spoilt = folder.resolve("calls");
        Files.write(spoilt, new byte[] {0, 0, 0, 1, 127, 127, 127, 127, 1});
        traces.resume(new NotedCallFile(spoilt));
        at(0, start(List.of()));
        at(10, new CallEvent.Ended(HUNG_UP, PEER));

        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
        assertThat(spoilt).doesNotExist();
    }

    @Test
    void withoutAnSdkNothingIsNoted() {
        present = false;
        at(0, start(List.of()));
        present = true;
        at(10, new CallEvent.Ended(HUNG_UP, PEER));

        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackMakesNoSpanThatEndsBeforeItBegins() {
        at(1_000, start(List.of()));
        at(0, new CallEvent.Sending(DIALOG));
        at(-5_000, new CallEvent.Ended(HUNG_UP, PEER));

        assertThat(times(call())).containsExactly(1_000L, 1_000L);
    }

    private CallTraces traces() {
        return new CallTraces(new Telemetry() {
            @Override
            public boolean present() {
                return present;
            }

            @Override
            public void use(Consumer<OpenTelemetry> user) {
                user.accept(sdk);
            }
        }, dialog -> Optional.ofNullable(sessions.get(dialog)), () -> now);
    }

    private void at(long millis, Event event) {
        now = NOON.plusMillis(millis);
        traces.hear(OFFICE, event);
    }

    private static CallEvent start(List<Header> headers) {
        return new CallEvent.StartCall("600", false, headers, PEER);
    }

    private static RingingCall ringing(DialogId dialog) {
        return new RingingCall(dialog, new RemoteCaller(Optional.empty(), "host", "700"));
    }

    private SpanData call() {
        return exporter.getFinishedSpanItems().stream().filter(span -> span.getName().equals("call")).findFirst().orElseThrow();
    }

    private Map<String, List<Long>> stages(SpanData call) {
        Map<String, List<Long>> stages = new HashMap<>();
        exporter.getFinishedSpanItems().stream().filter(span -> span.getParentSpanId().equals(call.getSpanId()))
                .forEach(span -> stages.put(span.getName(), times(span)));
        return stages;
    }

    private static Map<String, String> texts(SpanData span) {
        Map<String, String> texts = new HashMap<>();
        span.getAttributes().forEach((key, value) -> {
            if (value instanceof String text) {
                texts.put(key.getKey(), text);
            }
        });
        return texts;
    }

    /** Milliseconds from noon. */
    private static List<Long> times(SpanData span) {
        return List.of(millis(span.getStartEpochNanos()), millis(span.getEndEpochNanos()));
    }

    private static long millis(long epochNanos) {
        return Duration.between(NOON, Instant.ofEpochSecond(0, epochNanos)).toMillis();
    }
}
