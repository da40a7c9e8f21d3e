/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.tracing;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;

/** Reads what somebody wrote into a header {@code traceparent} (W3C Trace Context, section 3.2). */
final class TraceParent {

    /** A version that is to come may be longer than the first, which has 55 characters. */
    private static final int LONGEST = 128;

    private static final TextMapGetter<String> ONLY_FIELD = new TextMapGetter<>() {
        // a method that older versions of the API want implemented
        @SuppressWarnings("deprecation")
        @Override
        public Iterable<String> keys(String value) {
            return List.of("traceparent");
        }

        @Override
        public String get(String value, String key) {
            return key.equals("traceparent") ? value : null;
        }
    };

    private TraceParent() {}

    /** Whether it may be one; what is longer need not be kept. */
    static boolean isShort(String value) {
        return value.length() <= LONGEST;
    }

    /** The context it names; the root, that of a trace of its own, for whatever does not follow the grammar. */
    static Context read(String value) {
        return isShort(value) ? W3CTraceContextPropagator.getInstance().extract(Context.root(), value, ONLY_FIELD) : Context.root();
    }
}
