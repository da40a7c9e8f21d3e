/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** An SDK that is a service of the framework, and the spans it was given. */
final class RecordedSpans implements SpanExporter, OpenTelemetry, SpanRecording {

    private final List<SpanData> spans = new CopyOnWriteArrayList<>();
    private final SdkTracerProvider provider = SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(this)).build();
    private final ServiceRegistration<OpenTelemetry> registration;

    private RecordedSpans(BundleContext context) {
        registration = context.registerService(OpenTelemetry.class, this, null);
    }

    static SpanRecording in(BundleContext context) {
        return new RecordedSpans(context);
    }

    @Override
    public List<String> names() {
        return spans.stream().map(SpanData::getName).toList();
    }

    @Override
    public Optional<String> callId() {
        return spans.stream().map(span -> span.getAttributes().get(AttributeKey.stringKey("sip.call_id")))
                .flatMap(id -> Optional.ofNullable(id).stream())
                .findFirst();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> more) {
        spans.addAll(more);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public TracerProvider getTracerProvider() {
        return provider;
    }

    @Override
    public ContextPropagators getPropagators() {
        return ContextPropagators.noop();
    }

    @Override
    public void close() {
        registration.unregister();
        provider.close();
    }
}
