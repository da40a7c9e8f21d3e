/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.spoilt;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.sipconnector.kernel.ManagerFactory;

/** Brings code that takes over and then throws on every message. */
public final class ThrowsOnMessages implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(ManagerFactory.class, new SpoiltFactory(false), null);
    }

    @Override
    public void stop(BundleContext context) {
        // services go with the bundle
    }
}
