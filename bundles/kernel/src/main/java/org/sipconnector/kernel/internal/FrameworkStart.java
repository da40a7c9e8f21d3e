/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.sipconnector.kernel.internal.time.Timers;

/** Tells when the framework has started the bundles of its start level. */
final class FrameworkStart {

    private static final int STARTED = FrameworkEvent.STARTED | FrameworkEvent.STARTLEVEL_CHANGED;

    private FrameworkStart() {}

    /** Runs the task once: then, or when the limit is over, since a bundle that is started by hand hears of no start. */
    static void orAfter(Duration limit, Timers timers, BundleContext context, Runnable task) {
        AtomicBoolean done = new AtomicBoolean();
        Runnable once = () -> {
            if (done.compareAndSet(false, true)) {
                task.run();
            }
        };
        context.addFrameworkListener(event -> {
            if ((event.getType() & STARTED) != 0) {
                once.run();
            }
        });
        timers.schedule(limit, once);
    }
}
