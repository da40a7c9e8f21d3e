/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.EnumSet;
import java.util.function.Consumer;
import org.apache.karaf.features.FeaturesService;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;
import org.sipconnector.api.update.Updater;
import org.sipconnector.spi.explanation.ErrorText;

/**
 * Goes to a release while calls are up: one bundle after the other in its place, those first that others need, and nothing
 * refreshed but what is wired to the kernel. Karaf, asked for the features at the end, finds all of them there.
 */
final class ReleaseUpdate {

    private static final long KERNEL_LIMIT_MILLIS = 20_000;

    private final FeaturesService features;
    private final BundleContext context;
    private final Consumer<String> told;

    /** @param told hears a line for each step */
    ReleaseUpdate(FeaturesService features, BundleContext context, Consumer<String> told) {
        this.features = features;
        this.context = context;
        this.told = told;
    }

    /** @throws CommandFailedException at the first bundle that is not taken: what was replaced before stays, and works */
    void keepingCalls(ReleasePlan plan, boolean acceptDifferences) throws Exception {
        for (ReleaseBundle bundle : plan.steps()) {
            Updater.Report report = replace(bundle, acceptDifferences);
            report.details().forEach(told);
            if (!report.done()) {
                throw new CommandFailedException(bundle.name() + " " + bundle.version() + ": " + report.summary()
                        + "; what was replaced before stays, the same command goes on or back from here");
            }
            told.accept(report.summary());
        }
        note(plan);
    }

    /** All bundles that calls need are at work by now, whatever Karaf says to the rest. */
    private void note(ReleasePlan plan) {
        try {
            features.installFeatures(plan.features(),
                    EnumSet.of(FeaturesService.Option.Upgrade, FeaturesService.Option.NoAutoRefreshBundles));
        } catch (Exception e) {
            throw new CommandFailedException(plan.steps().size() + " bundles are replaced and at work, calls go on, but Karaf did not"
                    + " take the features: " + ErrorText.of(e) + "; feature:install --upgrade --no-auto-refresh "
                    + String.join(" ", plan.features()) + " does the rest");
        }
    }

    /** Lets Karaf exchange everything at once, this command's code, too. */
    void together(ReleasePlan plan) throws Exception {
        ConnectorsBack connectors = new ConnectorsBack(context.getBundle(0).getBundleContext());
        features.installFeatures(plan.features(), EnumSet.of(FeaturesService.Option.Upgrade));
        told.accept(connectors.await());
    }

    /** The updater is another one after the kernel was replaced. */
    private Updater.Report replace(ReleaseBundle bundle, boolean acceptDifferences) throws InterruptedException {
        ServiceTracker<Updater, Updater> updaters = new ServiceTracker<>(context, Updater.class, null);
        updaters.open();
        try {
            Updater updater = updaters.waitForService(KERNEL_LIMIT_MILLIS);
            if (updater == null) {
                throw new CommandFailedException("the kernel offers no updates: is it started?");
            }
            return updater.replace(bundle.name(), bundle.url(), acceptDifferences);
        } finally {
            updaters.close();
        }
    }
}
