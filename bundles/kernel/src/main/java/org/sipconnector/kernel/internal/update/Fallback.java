/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.sipconnector.kernel.internal.code.CodeRegistry;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.journal.ManagerName;
import org.sipconnector.kernel.internal.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the former code back when an update in place brings none that works: it does not resolve, does not start, cannot
 * take over, or throws while it is on trial. A bundle that was only stopped is left alone: somebody meant it.
 */
public final class Fallback {

    private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BundleCopies copies;
    private final Timers timers;
    private final Executor executor;
    private CodeRegistry code;

    public Fallback(BundleCopies copies, Timers timers, Executor executor) {
        this.copies = copies;
        this.timers = timers;
        this.executor = executor;
    }

    public void watch(CodeRegistry registry) {
        code = registry;
    }

    public void arrived(ManagerCode added, Bundle bundle) {
        if (code.atWork(added.api().getName()) == added) {
            copies.atWork(added.api().getName(), bundle);
        }
    }

    /** Code serves that had been refused when it arrived. */
    public void served(ManagerCode serving) {
        Bundle bundle = copies.bundle(serving.bundle());
        if (bundle != null) {
            arrived(serving, bundle);
        }
    }

    public void departed(ManagerCode gone, Bundle bundle) {
        if (bundle == null || !code.missing(gone.api().getName())) {
            return;
        }
        judgeAfter(PATIENCE, gone, bundle, bundle.getLastModified());
    }

    private void judgeAfter(Duration wait, ManagerCode gone, Bundle bundle, long before) {
        timers.schedule(wait, () -> inBackground(() -> {
            if (!updatedInVain(gone, bundle, before)) {
                return;
            }
            Duration more = moreTime(timers.now(), Instant.ofEpochMilli(bundle.getLastModified()), bundle.getState());
            if (!more.isZero()) {
                judgeAfter(more, gone, bundle, before);
            } else {
                copies.afterRefreshes(() -> inBackground(() -> {
                    if (updatedInVain(gone, bundle, before)) {
                        putBack(gone.api().getName(), "its update brought no code within " + PATIENCE.toSeconds() + " s");
                    }
                }));
            }
        }));
    }

    /**
     * How long the update must still be given: it counts from when the bundle was changed, which may be long after its former
     * code stopped, and not before its start has ended.
     */
    static Duration moreTime(Instant now, Instant changed, int state) {
        Duration left = Duration.between(now, changed.plus(PATIENCE));
        if (state == Bundle.STARTING) {
            return PATIENCE;
        }
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean updatedInVain(ManagerCode gone, Bundle bundle, long before) {
        return bundle.getState() != Bundle.UNINSTALLED && bundle.getLastModified() != before
                && code.missing(gone.api().getName());
    }

    /** Code was given up; when nothing else is installed the copy of the former is. */
    public void failed(ManagerCode gone, String why) {
        inBackground(() -> {
            if (code.missing(gone.api().getName())) {
                putBack(gone.api().getName(), why);
            }
        });
    }

    private void inBackground(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("not put back: the kernel stops");
        }
    }

    private void putBack(String manager, String why) {
        try {
            if (!copies.putBack(manager)) {
                LOG.error("{}: {}; no former code is known: {}", ManagerName.simple(manager), why, CodeRegistry.PARKED);
            }
        } catch (BundleException | IllegalStateException e) {
            LOG.error("{}: {}; the former code could not be put back", ManagerName.simple(manager), why, e);
        }
    }
}
