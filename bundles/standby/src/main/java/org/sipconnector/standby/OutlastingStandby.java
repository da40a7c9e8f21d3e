/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.standby;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.sipconnector.spi.standby.Standby;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on after its bundle was stopped, as a service of the framework itself: a feature upgrade in one step stops kernel,
 * foundations and standby together. It ends when the next standby is there, which gets what it holds, or when none comes in time.
 * It hears of all services, since the framework has no wiring to the API and plain Felix keeps such services from it.
 */
final class OutlastingStandby implements AllServiceListener {

    private static final Logger LOG = LoggerFactory.getLogger(OutlastingStandby.class);
    private static final String FILTER = "(" + Constants.OBJECTCLASS + "=" + Standby.class.getName() + ")";

    private final BundleContext framework;
    private final DefaultStandby standby;
    private final ServiceTracker<?, ?> foundations;
    private final long seconds;
    private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1, DefaultStandby::thread);
    private ServiceRegistration<Standby> registration;

    private OutlastingStandby(BundleContext framework, DefaultStandby standby, ServiceTracker<?, ?> foundations, long seconds) {
        this.framework = framework;
        this.standby = standby;
        this.foundations = foundations;
        this.seconds = seconds;
    }

    /**
     * Begins.
     *
     * @param framework   the system bundle's context
     * @param standby     what goes on
     * @param foundations of the framework's context, so that foundations that go are noticed; closed at the end
     * @param seconds     how long the next standby is waited for
     */
    static void begin(BundleContext framework, DefaultStandby standby, ServiceTracker<?, ?> foundations, long seconds)
            throws InvalidSyntaxException {
        DefaultStandby.prepareToLeave();
        new OutlastingStandby(framework, standby, foundations, seconds).begin();
    }

    private synchronized void begin() throws InvalidSyntaxException {
        Dictionary<String, Object> last = new Hashtable<>();
        last.put(Constants.SERVICE_RANKING, -1);
        registration = framework.registerService(Standby.class, standby, last);
        framework.addServiceListener(this, FILTER);
        clock.scheduleWithFixedDelay(this::look, seconds, seconds, TimeUnit.SECONDS);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() != ServiceEvent.REGISTERED) {
            return;
        }
        Object service = framework.getService(event.getServiceReference());
        if (service instanceof Standby next && next != standby) {
            // first, or it would ask the foundations for what they leave
            standby.take().ifPresent(next::hold);
            end();
        } else if (service != null && service != standby) {
            standby.leaveToStore();
            end();
        }
    }

    /** What is held has its own limit. */
    private void look() {
        if (!standby.holding()) {
            LOG.debug("no other standby came within {} s", seconds);
            end();
        }
    }

    private synchronized void end() {
        if (registration != null) {
            framework.removeServiceListener(this);
            registration.unregister();
            registration = null;
            clock.shutdown();
            foundations.close();
        }
    }
}
