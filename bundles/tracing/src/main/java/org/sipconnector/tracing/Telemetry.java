/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.tracing;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The SDK as it is at the moment: a service of somebody, else what an agent or a launcher set for the whole process. */
interface Telemetry {

    /** Whether there is any. */
    boolean present();

    /** Lets it be used, if there is any. */
    void use(Consumer<OpenTelemetry> user);

    static Telemetry of(BundleContext context) {
        return new Telemetry() {
            @Override
            public boolean present() {
                return context.getServiceReference(OpenTelemetry.class) != null || GlobalOpenTelemetry.isSet();
            }

            @Override
            public void use(Consumer<OpenTelemetry> user) {
                ServiceReference<OpenTelemetry> reference = context.getServiceReference(OpenTelemetry.class);
                OpenTelemetry service = reference == null ? null : context.getService(reference);
                if (service == null) {
                    // not get(), which would set it to one that does nothing for ever
                    user.accept(GlobalOpenTelemetry.getOrNoop());
                    return;
                }
                try {
                    user.accept(service);
                } finally {
                    context.ungetService(reference);
                }
            }
        };
    }
}
