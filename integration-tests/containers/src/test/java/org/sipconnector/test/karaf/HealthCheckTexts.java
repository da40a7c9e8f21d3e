/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.karaf;

import java.util.stream.Collectors;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** What health checks of ours tell, a line each. */
final class HealthCheckTexts {

    private HealthCheckTexts() {}

    static String all(BundleContext context) throws InvalidSyntaxException {
        return context.getServiceReferences(HealthCheck.class, "(" + HealthCheck.TAGS + "=sipconnector)").stream()
                .map(check -> context.getService(check).execute().toString()).collect(Collectors.joining("\n"));
    }
}
