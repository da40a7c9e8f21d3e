/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.metrics;

import org.osgi.annotation.versioning.ProviderType;

/** All figures of this process. An OSGi service of the bundle {@code metrics}; any thread. */
@ProviderType
public interface MetricsText {

    /**
     * What there is now, in Prometheus' text format 0.0.4. While somebody else reads, what there was within the last minute.
     *
     * @throws org.sipconnector.api.SipConnectorException when somebody else reads for long
     */
    String text();
}
