/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.explanation;

import java.util.Arrays;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.sipconnector.spi.store.StateStore;

/** Why there are no connectors while the kernel is not at work, although nothing need be wrong. From any thread. */
public final class AbsentKernel {

    private static final String KERNEL = "org.sipconnector.kernel";
    private static final int STARTED = Bundle.STARTING | Bundle.ACTIVE;

    private AbsentKernel() {}

    /** Another process is at work with the same connectors, or the kernel is on its way; empty when its bundle is not started. */
    public static Optional<String> reason(BundleContext context) {
        ServiceReference<StateStore> store = context.getServiceReference(StateStore.class);
        Optional<String> owner = Optional.ofNullable(store).map(context::getService).flatMap(StateStore::owner);
        return owner.isPresent() || !isStarted(context)
                ? owner
                : Optional.of("the kernel is starting: no connector works yet; if that does not change within seconds, the log says why");
    }

    private static boolean isStarted(BundleContext context) {
        return Arrays.stream(context.getBundles()).anyMatch(bundle -> KERNEL.equals(bundle.getSymbolicName()) && (bundle.getState() & STARTED) != 0);
    }
}
