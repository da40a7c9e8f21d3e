/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.update;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The replacements since the kernel started, oldest first; the last hundred of them. An OSGi service. */
@ProviderType
public interface UpdateHistory {

    List<Update> updates();

    /** Managers whose code is absent now, by simple name: their connectors are parked. */
    List<String> missing();

    /** Former code of managers and foundations that something still holds in memory; empty as it should be. */
    List<LingeringCode> lingering();
}
