/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Locale;
import org.sipconnector.api.ConnectorId;

/** Writes the spans of a call that is over: one of all of it, and one of each stage of its set-up below. */
final class CallSpans {

    static final String SCOPE = "org.sipconnector";

    private CallSpans() {}

    static void write(OpenTelemetry telemetry, ConnectorId connector, NotedCall call, CallEnd end, Instant at) {
        Tracer tracer = telemetry.getTracer(SCOPE);
        Context parent = call.traceParent().map(TraceParent::read).orElse(Context.root());
        SpanBuilder builder = tracer.spanBuilder("call").setParent(parent).setStartTimestamp(call.begun())
                .setSpanKind(call.incoming() ? SpanKind.SERVER : SpanKind.CLIENT)
                .setAttribute("sipconnector.connector", connector.value())
                .setAttribute("sipconnector.direction", call.incoming() ? "incoming" : "outgoing")
                .setAttribute("sipconnector.end_cause", word(end.cause()))
                .setAttribute("sipconnector.ended_by", word(end.endedBy()));
        call.callId().ifPresent(id -> builder.setAttribute("sip.call_id", id));
        if (end.status() > 0) {
            builder.setAttribute("sip.response_code", end.status());
        }
        Span span = builder.startSpan();
        Instant last = stages(tracer, parent.with(span), call);
        if (end.failed()) {
            span.setStatus(StatusCode.ERROR, end.cause().text());
        }
        span.end(later(last, at));
    }

    /** @return when the last stage was reached */
    private static Instant stages(Tracer tracer, Context parent, NotedCall call) {
        Instant from = call.begun();
        for (SetUpStage stage : call.stages()) {
            Instant until = later(from, stage.at());
            tracer.spanBuilder(word(stage.stage())).setParent(parent).setStartTimestamp(from).startSpan().end(until);
            from = until;
        }
        return from;
    }

    /** The clock may have been set back meanwhile. */
    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
