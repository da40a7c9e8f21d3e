/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.sipconnector.api.ConfigurationWarning;
import org.sipconnector.api.ConnectorId;
import org.sipconnector.api.RefusedConfiguration;
import org.sipconnector.api.listener.ConnectorListener;
import org.sipconnector.kernel.ManagerFactory;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.kernel.internal.connectors.Listeners;
import org.sipconnector.kernel.internal.foundation.StandIns;
import org.sipconnector.kernel.internal.update.BundleCopies;
import org.sipconnector.kernel.internal.update.Fallback;
import org.sipconnector.kernel.internal.update.FormerCode;
import org.sipconnector.spi.foundation.Foundation;
import org.sipconnector.spi.standby.HeldFoundation;

/**
 * Follows managers' code, foundations and listeners as they come and go. Code is tracked here and not by a DS
 * reference: a tracker misses no event and tells synchronously, so that state is taken before the old code is gone.
 */
final class ServiceTrackers implements SynchronousBundleListener {

    private static final int NEW_CODE = BundleEvent.UNRESOLVED | BundleEvent.UPDATED | BundleEvent.UNINSTALLED;

    private final BundleContext context;
    private final Kernel kernel;
    private final Map<Bundle, Class<?>> departed = new ConcurrentHashMap<>();
    private final Fallback fallback;
    private final StandIns standIns;
    private final FormerCode former;
    private final ServiceTracker<ManagerFactory, ManagerCode> code;
    private final ServiceTracker<?, ?> foundations;
    private final ServiceTracker<?, ?> listeners;
    private final List<ServiceTracker<?, ?>> reports;
    private final Runnable frameworkStops;

    /**
     * @param held           what waits for foundations since the former kernel
     * @param frameworkStops told when all is about to stop
     */
    ServiceTrackers(BundleContext context, Kernel kernel, Listeners hub, Fallback fallback, FormerCode former,
            List<HeldFoundation> held, Runnable frameworkStops) {
        this.frameworkStops = frameworkStops;
        this.former = former;
        this.fallback = fallback;
        this.context = context;
        this.kernel = kernel;
        this.standIns = new StandIns(context, held);
        this.code = new ServiceTracker<>(context, ManagerFactory.class, new CodeTracking());
        this.foundations = new ServiceTracker<>(context, Foundation.class, new FoundationTracking());
        this.listeners = new ServiceTracker<>(context, ConnectorListener.class, new ListenerTracking(hub));
        this.reports = List.of(new ServiceTracker<>(context, RefusedConfiguration.class, new ReportTracking<>()),
                new ServiceTracker<>(context, ConfigurationWarning.class, new ReportTracking<>()));
    }

    void open() {
        context.addBundleListener(this);
        reports.forEach(ServiceTracker::open);
        listeners.open();
        foundations.open();
        code.open();
    }

    /** What foundations would leave of the connector now, by the names of their contracts. */
    CompletionStage<Map<Set<String>, Object>> copy(ConnectorId connector) {
        return standIns.copy(connector);
    }

    /** What foundations leave of a connector that goes on in another process, by the names of their contracts. */
    CompletionStage<Map<Set<String>, Object>> leave(ConnectorId connector) {
        return standIns.leave(connector);
    }

    /** What another process has left of a connector that goes on in this one. */
    void takeUp(ConnectorId connector, Map<Set<String>, Object> left) {
        standIns.takeUp(connector, left);
    }

    /** What waits for absent foundations, for the next kernel. */
    List<HeldFoundation> waiting() {
        return standIns.waiting();
    }

    /** Foundations give away what they have, for another process; what is asked of them from now on waits in vain. */
    void leave() {
        standIns.leave();
    }

    /** As {@link #leave}, for a process that waits for it: sound and pictures go on meanwhile. */
    void handOver() {
        standIns.handOver();
    }

    /** Whether something that was left to this process is not ready to go on for its peer yet. */
    boolean takesUp() {
        return standIns.takesUp();
    }

    void close() {
        code.close();
        // first, or it would ask the foundations for what they would leave to a successor of theirs
        standIns.close();
        foundations.close();
        listeners.close();
        reports.forEach(ServiceTracker::close);
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if ((event.getType() & NEW_CODE) != 0) {
            former.replaced(event.getBundle().getBundleId());
        }
        if (event.getType() == BundleEvent.UNINSTALLED) {
            Class<?> api = departed.remove(event.getBundle());
            if (api != null) {
                kernel.codeUninstalled(api);
            }
        } else if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == 0) {
            frameworkStops.run();
        }
    }

    /** What other bundles say of their configurations. */
    private final class ReportTracking<T> implements ServiceTrackerCustomizer<T, T> {

        @Override
        public T addingService(ServiceReference<T> reference) {
            T report = context.getService(reference);
            if (report != null) {
                kernel.reports().add(report);
            }
            return report;
        }

        @Override
        public void modifiedService(ServiceReference<T> reference, T report) {}

        @Override
        public void removedService(ServiceReference<T> reference, T report) {
            kernel.reports().remove(report);
            context.ungetService(reference);
        }
    }

    private final class CodeTracking implements ServiceTrackerCustomizer<ManagerFactory, ManagerCode> {

        @Override
        public ManagerCode addingService(ServiceReference<ManagerFactory> reference) {
            ManagerFactory factory = context.getService(reference);
            if (factory == null) {
                return null;
            }
            Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
            ManagerCode added = new ManagerCode(factory, reference.getBundle().getVersion(),
                    ranking instanceof Integer number ? number : 0,
                    (Long) reference.getProperty(Constants.SERVICE_ID), reference.getBundle().getBundleId(),
                    Boolean.parseBoolean(String.valueOf(reference.getProperty(ManagerFactory.PUBLISH))),
                    BundleCopies.isPutBack(reference.getBundle()));
            departed.remove(reference.getBundle());
            kernel.codeAdded(added);
            fallback.arrived(added, reference.getBundle());
            return added;
        }

        @Override
        public void modifiedService(ServiceReference<ManagerFactory> reference, ManagerCode tracked) {}

        @Override
        public void removedService(ServiceReference<ManagerFactory> reference, ManagerCode tracked) {
            Bundle bundle = reference.getBundle();
            if (bundle != null) {
                departed.put(bundle, tracked.api());
            }
            kernel.codeRemoved(tracked);
            fallback.departed(tracked, bundle);
            former.stops(bundle);
            context.ungetService(reference);
        }
    }

    private final class FoundationTracking implements ServiceTrackerCustomizer<Foundation, Foundation> {

        @Override
        public Foundation addingService(ServiceReference<Foundation> reference) {
            Bundle bundle = reference.getBundle();
            Foundation foundation = bundle == null ? null : context.getService(reference);
            if (foundation != null) {
                standIns.present(foundation, StandIns.Copy.of(bundle), kernel.open().size(), kernel::foundationAdded)
                        .ifPresent(kernel.history()::add);
            }
            return foundation;
        }

        @Override
        public void modifiedService(ServiceReference<Foundation> reference, Foundation foundation) {}

        @Override
        public void removedService(ServiceReference<Foundation> reference, Foundation foundation) {
            standIns.absent(foundation);
            kernel.foundationRemoved(foundation);
            former.stops(reference.getBundle());
            context.ungetService(reference);
        }
    }

    private final class ListenerTracking implements ServiceTrackerCustomizer<ConnectorListener, ConnectorListener> {

        private final Listeners hub;

        ListenerTracking(Listeners hub) {
            this.hub = hub;
        }

        @Override
        public ConnectorListener addingService(ServiceReference<ConnectorListener> reference) {
            ConnectorListener listener = context.getService(reference);
            subscribe(reference, listener);
            return listener;
        }

        @Override
        public void modifiedService(ServiceReference<ConnectorListener> reference, ConnectorListener listener) {
            subscribe(reference, listener);
        }

        @Override
        public void removedService(ServiceReference<ConnectorListener> reference, ConnectorListener listener) {
            hub.remove(reference);
            context.ungetService(reference);
        }

        private void subscribe(ServiceReference<ConnectorListener> reference, ConnectorListener listener) {
            Object connector = reference.getProperty(ConnectorListener.CONNECTOR_ID);
            hub.add(reference, listener, connector == null ? null : connector.toString(),
                    Listeners.names(reference.getProperty(ConnectorListener.EVENT_NAME)));
        }
    }
}
