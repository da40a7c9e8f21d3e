/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.spoilt;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.sipconnector.kernel.ManagerFactory;

/** Brings code that cannot take up its predecessor's state. */
public final class ThrowsInAdopt implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(ManagerFactory.class, new SpoiltFactory(true), null);
    }

    @Override
    public void stop(BundleContext context) {
        // services go with the bundle
    }
}
