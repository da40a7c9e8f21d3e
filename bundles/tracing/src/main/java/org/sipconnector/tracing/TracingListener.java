/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.tracing;

import static org.sipconnector.api.listener.ConnectorListener.EVENT_NAME;

import java.io.File;
import java.time.Instant;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.Event;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.api.sip.DialogId;
import org.sipconnector.spi.sip.SessionIdentity;
import org.sipconnector.spi.sip.SipSessions;

/** Hears of calls, and leaves those that are up to the next copy of this bundle. */
@Component(immediate = true, property = {EVENT_NAME + "=call:start-call", EVENT_NAME + "=call:sending", EVENT_NAME + "=call:progress",
        EVENT_NAME + "=call:accepted", EVENT_NAME + "=call:confirmed", EVENT_NAME + "=call:ended", EVENT_NAME + "=call:failed",
        EVENT_NAME + "=incoming-call:*"})
public final class TracingListener implements ConnectorListener {

    private final CallTraces traces;
    private final Optional<NotedCallFile> file;

    @Activate
    public TracingListener(BundleContext context) {
        traces = new CallTraces(Telemetry.of(context), dialog -> find(context, dialog), Instant::now);
        File kept = context.getDataFile("calls");
        file = Optional.ofNullable(kept).map(File::toPath).map(NotedCallFile::new);
        file.ifPresent(traces::resume);
    }

    /** Looked up each time, so that the foundation is not kept from being replaced. */
    private static Optional<SessionIdentity> find(BundleContext context, DialogId dialog) {
        ServiceReference<SipSessions> reference = context.getServiceReference(SipSessions.class);
        SipSessions sessions = reference == null ? null : context.getService(reference);
        if (sessions == null) {
            return Optional.empty();
        }
        try {
            return sessions.find(dialog);
        } finally {
            context.ungetService(reference);
        }
    }

    @Override
    public void onEvent(ConnectorId connector, Event event) {
        traces.hear(connector, event);
    }

    @Deactivate
    void deactivate() {
        file.ifPresent(traces::leave);
    }
}
