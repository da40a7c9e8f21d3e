/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.health;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Tells what keeps this process from doing its work. An OSGi service; any thread, and no lane notices that somebody looks. */
@ProviderType
public interface ProcessHealth {

    /** Everything that is wrong now; empty when all is well. A connector that nobody asked to connect is well at rest. */
    List<Problem> problems();
}
