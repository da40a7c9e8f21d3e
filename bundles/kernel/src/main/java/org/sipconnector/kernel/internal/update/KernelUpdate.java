/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.UpdateHistory;
import org.sipconnector.api.update.Updater.Report;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.spi.explanation.Counted;
import org.sipconnector.spi.standby.Standby;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the kernel by a newer one: connectors wait in the standby bundle while all that imports the kernel's packages
 * is restarted. Runs code of the former kernel to its end, so it uses the framework's own context. The former kernel comes
 * back when the newer does not get its managers to work.
 */
final class KernelUpdate {

    private static final Logger LOG = LoggerFactory.getLogger(KernelUpdate.class);
    private static final String PROBE = "sip-connector:probe/";
    private static final Duration REFRESH_LIMIT = Duration.ofSeconds(20);
    /** Without anything new; leaves time to put the former back before the standby gives up. */
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

    private final Bundle kernel;
    private final BundleContext framework;
    private final KeptKernel kept;
    private final Kernel atWork;

    /** @param atWork the kernel that is to be replaced */
    KernelUpdate(BundleContext context, Kernel atWork) {
        this.atWork = atWork;
        kernel = context.getBundle();
        kept = new KeptKernel(context.getDataFile("former-kernel.jar").toPath());
        framework = context.getBundle(0).getBundleContext();
    }

    boolean isMeantBy(String name) {
        return name.equalsIgnoreCase("kernel") || name.equals(kernel.getSymbolicName());
    }

    /** Goes on with a newer kernel. */
    Report update(byte[] next) {
        return replace(next, true);
    }

    /** Goes on with any other version. */
    Report replace(byte[] next) {
        return replace(next, false);
    }

    /** Goes back to the kernel that the one at work replaced. */
    Report rollback() {
        try {
            return kept.exists()
                    ? replace(kept.read(), false)
                    : refused("no former version of the kernel is kept: sip:update did not bring the one at work");
        } catch (IOException e) {
            return refused("the former kernel could not be read: " + e.getMessage());
        }
    }

    private Report replace(byte[] next, boolean newerOnly) {
        String objection = find(Standby.class) == null
                ? "the standby bundle is not started: calls would be lost"
                : objectionTo(next, newerOnly);
        if (objection != null) {
            return refused(objection);
        }
        List<String> stranded = atWork.handover().objectionsToLeaving();
        if (!stranded.isEmpty()) {
            return new Report(false, "not all connectors could be left to another kernel, nothing has changed", stranded);
        }
        byte[] former;
        try {
            former = BundleCopies.copyOf(kernel);
            kept.prepare(former);
        } catch (IOException e) {
            return refused("the kernel at work could not be kept for a rollback, nothing has changed: " + e.getMessage());
        }
        return keep(replace(next, former));
    }

    /** What has been done stays done, whether or not the former kernel can be kept. */
    private Report keep(Report report) {
        try {
            if (report.done()) {
                kept.commit();
            } else {
                kept.cancel();
            }
            return report;
        } catch (IOException e) {
            return report.done()
                    ? new Report(true, report.summary() + "; sip:rollback cannot go back, the former kernel could not be"
                            + " kept: " + e.getMessage(), report.details())
                    : report;
        }
    }

    /** What speaks against the bundle before anything is stopped; null when nothing does. */
    private String objectionTo(byte[] content, boolean newerOnly) {
        Optional<String> unfit = BundleHeaders.objectionTo(content);
        if (unfit.isPresent()) {
            return "it " + unfit.get();
        }
        Bundle probe = null;
        try {
            probe = framework.installBundle(PROBE + System.nanoTime(), new ByteArrayInputStream(content));
            if (!kernel.getSymbolicName().equals(probe.getSymbolicName())) {
                return probe.getSymbolicName() + " is no version of " + kernel.getSymbolicName();
            }
            if (newerOnly && probe.getVersion().compareTo(kernel.getVersion()) <= 0) {
                return probe.getVersion() + " is not newer than " + kernel.getVersion() + ", which is at work";
            }
            Optional<String> missing = UnmetImports.missing(probe, framework.getBundles(), wiring());
            Optional<String> unmet = missing.isPresent() ? missing : UnmetImports.lost(kernel, probe);
            if (unmet.isPresent()) {
                return unmet.get();
            }
            if (!wiring().resolveBundles(List.of(probe))) {
                // does not start a bundle that does not resolve, but says why
                probe.start(Bundle.START_TRANSIENT);
            }
            return null;
        } catch (BundleException e) {
            return e.getType() == BundleException.DUPLICATE_BUNDLE_ERROR
                    ? "kernel " + BundleHeaders.version(content) + " is installed already, nothing has changed"
                    : "it does not fit in here: " + e.getMessage();
        } finally {
            uninstall(probe);
        }
    }

    private Report replace(byte[] next, byte[] former) {
        String from = kernel.getVersion().toString();
        List<Update> before = history();
        try {
            // made now: after the refresh this class loader may give no class any more
            Progress progress = new Progress(LIMIT, System.nanoTime());
            install(next);
            Update done = awaitTakeover(before, progress);
            if (done != null) {
                return new Report(true, "kernel " + done.to() + " is at work on " + Counted.of(done.lanes(), "connector") + " after "
                        + done.longestGap().toMillis() + " ms", List.of());
            }
            LOG.error("kernel {} does not get its managers to work: {} is put back", kernel.getVersion(), from);
        } catch (BundleException e) {
            LOG.error("kernel could not be updated: {} is put back", from, e);
        }
        try {
            install(former);
            return refused("the other kernel did not get its managers to work, with nothing new for " + LIMIT.toSeconds() + " s: " + from
                    + " was put back");
        } catch (BundleException e) {
            LOG.error("kernel {} could not be put back", from, e);
            return refused("the other kernel does not work, and " + from + " could not be put back: " + e.getMessage());
        }
    }

    private void install(byte[] content) throws BundleException {
        kernel.stop(Bundle.STOP_TRANSIENT);
        kernel.update(new ByteArrayInputStream(content));
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring().refreshBundles(List.of(kernel), onRefresh(refreshed));
        if (!happens(refreshed)) {
            throw new BundleException("its packages were not refreshed within " + REFRESH_LIMIT.toSeconds() + " s");
        }
        kernel.start(Bundle.START_TRANSIENT);
    }

    private static FrameworkListener onRefresh(CountDownLatch latch) {
        return event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                latch.countDown();
            }
        };
    }

    /** Whatever is pressed meanwhile: what has been stopped must be started again, in order. */
    private static boolean happens(CountDownLatch latch) {
        long end = System.nanoTime() + REFRESH_LIMIT.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The takeover as the newer kernel has noted it; null when nothing moved for the limit before it was there. */
    private Update awaitTakeover(List<Update> before, Progress progress) {
        boolean interrupted = Thread.interrupted();
        Optional<Update> takeover = Optional.empty();
        while (takeover.isEmpty() && !progress.stalled(state(), System.nanoTime())) {
            takeover = takeover(before, history(), kernel.getVersion().toString());
            if (takeover.isEmpty()) {
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return takeover.orElse(null);
    }

    /** The kernel's entry that is new in the history, wherever it is: managers' own entries may follow it. */
    static Optional<Update> takeover(List<Update> before, List<Update> now, String to) {
        return now.stream().filter(update -> update.manager().equals(Kernel.NAME) && update.to().equals(to)
                && !before.contains(update)).findFirst();
    }

    /** What changes while a kernel gets to work. */
    private Object state() {
        UpdateHistory history = find(UpdateHistory.class);
        return history == null ? "no kernel" : history.missing();
    }

    private List<Update> history() {
        UpdateHistory history = find(UpdateHistory.class);
        return history == null ? List.of() : history.updates();
    }

    /** Of all services: the system bundle imports none of our packages, so it is shown none of theirs. */
    private <T> T find(Class<T> type) {
        try {
            ServiceReference<?>[] found = framework.getAllServiceReferences(type.getName(), null);
            return found == null ? null : type.cast(framework.getService(found[0]));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private FrameworkWiring wiring() {
        return framework.getBundle().adapt(FrameworkWiring.class);
    }

    private void uninstall(Bundle probe) {
        try {
            if (probe != null) {
                awaitListeners(probe);
                probe.uninstall();
            }
        } catch (BundleException e) {
            LOG.warn("bundle {} could not be removed", probe.getBundleId(), e);
        }
    }

    /**
     * Waits until all listeners were told that the probe has resolved: the event of its refresh comes after that one, on the
     * same thread. Karaf's features look into each bundle that resolves, and log an error for one that is gone by then.
     */
    private void awaitListeners(Bundle probe) {
        CountDownLatch told = new CountDownLatch(1);
        FrameworkListener last = onRefresh(told);
        framework.addFrameworkListener(last);
        try {
            wiring().refreshBundles(List.of(probe));
            happens(told);
        } finally {
            framework.removeFrameworkListener(last);
        }
    }

    private static Report refused(String why) {
        return new Report(false, why, List.of());
    }
}
