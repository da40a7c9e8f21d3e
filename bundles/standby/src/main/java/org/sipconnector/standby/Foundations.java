/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.standby;

import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Filter;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.util.tracker.ServiceTracker;
import org.sipconnector.spi.foundation.Foundation;

/** Tells the standby of foundations, and that the framework stops, which is before any of them does. It outlasts the standby's bundle. */
final class Foundations extends ServiceTracker<Foundation, Foundation> implements SynchronousBundleListener {

    private final DefaultStandby standby;

    /** @param framework the system bundle's context */
    Foundations(BundleContext framework, Filter filter, DefaultStandby standby) {
        super(framework, filter, null);
        this.standby = standby;
    }

    @Override
    public void open(boolean all) {
        super.open(all);
        context.addBundleListener(this);
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
        super.close();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
            standby.frameworkStops();
        }
    }

    @Override
    public Foundation addingService(ServiceReference<Foundation> reference) {
        Object service = context.getService(reference);
        if (service instanceof Foundation foundation) {
            standby.add(foundation);
            return foundation;
        }
        // one of another API is none to us
        context.ungetService(reference);
        return null;
    }

    @Override
    public void removedService(ServiceReference<Foundation> reference, Foundation foundation) {
        standby.remove(foundation);
        context.ungetService(reference);
    }
}
