/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After an update of the kernel without a refresh, managers are still wired to the former kernel's packages, and this one
 * does not see their services. The refresh that was left out restarts the kernel and what imports its packages, nothing else.
 */
public final class FormerWiring {

    private static final Logger LOG = LoggerFactory.getLogger(FormerWiring.class);

    private FormerWiring() {}

    /** Asks the framework for that refresh if it is due; it comes on a thread of the framework. */
    public static void end(BundleContext context) {
        Bundle kernel = context.getBundle();
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        if (wiring.getRemovalPendingBundles().contains(kernel)) {
            LOG.info("kernel {}: managers are still wired to the former kernel, they are refreshed", kernel.getVersion());
            wiring.refreshBundles(List.of(kernel));
        }
    }
}
