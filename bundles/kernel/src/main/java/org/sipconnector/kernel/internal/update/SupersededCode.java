/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.kernel.internal.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends versions of managers that stay beside the one at work when nothing falls back to them any more. What an update of
 * ours installed is uninstalled; what somebody else installed, such as a feature, is stopped only: a feature would bring
 * it back, and a rollback may start it.
 */
public final class SupersededCode {

    private static final Logger LOG = LoggerFactory.getLogger(SupersededCode.class);

    private final BundleContext context;
    private final Kernel kernel;
    private final Schedule schedule;

    /**
     * @param trial    how long the former code must stay; may change
     * @param timers   the kernel's clock
     * @param executor runs what stops and uninstalls bundles
     */
    public record Schedule(Supplier<Duration> trial, Timers timers, Executor executor) {}

    public SupersededCode(BundleContext context, Kernel kernel, Schedule schedule) {
        this.context = context;
        this.kernel = kernel;
        this.schedule = schedule;
    }

    /** A manager's code has been replaced: what it replaced goes when its trial is over. */
    void afterTrial(String manager) {
        later(() -> sweep(manager));
    }

    /** Copies that an earlier run left go when all code has been at work for as long as a trial. */
    public void afterTrial() {
        later(() -> kernel.code().atWork().forEach(code -> sweep(code.api().getName())));
    }

    private void later(Runnable task) {
        schedule.timers().schedule(schedule.trial().get(), () -> {
            try {
                schedule.executor().execute(task);
            } catch (RejectedExecutionException stopping) {
                LOG.debug("former code stays: the kernel stops");
            }
        });
    }

    private void sweep(String manager) {
        ManagerCode code = kernel.code().atWork(manager);
        Bundle atWork = code == null ? null : context.getBundle(code.bundle());
        if (atWork == null || onTrial(code)) {
            return;
        }
        Arrays.stream(context.getBundles()).filter(bundle -> bundle.getBundleId() != atWork.getBundleId()
                && atWork.getSymbolicName().equals(bundle.getSymbolicName())
                && bundle.getVersion().compareTo(atWork.getVersion()) < 0).forEach(SupersededCode::end);
    }

    private boolean onTrial(ManagerCode code) {
        Instant begin = schedule.timers().now().minus(schedule.trial().get());
        return kernel.history().last(code.api().getSimpleName(), code.version().toString())
                .filter(update -> update.at().isAfter(begin)).isPresent();
    }

    private static void end(Bundle bundle) {
        try {
            if (List.of(LiveUpdater.LOCATION, BundleCopies.LOCATION).stream().anyMatch(bundle.getLocation()::startsWith)) {
                bundle.uninstall();
                LOG.info("{} {} (bundle {}) is uninstalled: its successor has passed its trial", bundle.getSymbolicName(),
                        bundle.getVersion(), bundle.getBundleId());
            } else if (bundle.getState() == Bundle.ACTIVE) {
                bundle.stop();
                LOG.info("{} {} (bundle {}) is stopped: its successor has passed its trial", bundle.getSymbolicName(),
                        bundle.getVersion(), bundle.getBundleId());
            }
        } catch (BundleException | IllegalStateException e) {
            LOG.warn("bundle {} could not be ended", bundle.getBundleId(), e);
        }
    }
}
