/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Version;
import org.sipconnector.api.update.Update;
import org.sipconnector.api.update.Updater.Report;
import org.sipconnector.kernel.internal.code.ManagerCode;
import org.sipconnector.kernel.internal.connectors.Kernel;
import org.sipconnector.spi.explanation.Counted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts another version into the place of an installed bundle that others do not import, without a refresh. */
final class InPlaceUpdate {

    private static final Logger LOG = LoggerFactory.getLogger(InPlaceUpdate.class);

    private final BundleContext context;
    private final Kernel kernel;

    InPlaceUpdate(BundleContext context, Kernel kernel) {
        this.context = context;
        this.kernel = kernel;
    }

    Report replace(String symbolicName, byte[] content) {
        List<Bundle> installed = Arrays.stream(context.getBundles())
                .filter(each -> symbolicName.equals(each.getSymbolicName()) && !isCopy(each)).toList();
        if (installed.isEmpty()) {
            return new Report(false, symbolicName + " is not installed", List.of());
        }
        Bundle bundle = installed.get(0);
        List<Bundle> byHand = installed.subList(1, installed.size());
        Optional<Report> refusal = inTheWay(byHand, BundleHeaders.version(content));
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String from = bundle.getVersion().toString();
        List<Bundle> same = copies(bundle).stream().filter(each -> each.getVersion().equals(BundleHeaders.version(content))).toList();
        boolean active = Stream.concat(same.stream(), Stream.of(bundle)).anyMatch(each -> each.getState() == Bundle.ACTIVE);
        try {
            byte[] former = BundleCopies.copyOf(bundle);
            try {
                makeRoom(bundle, same);
                bundle.update(new ByteArrayInputStream(content));
                if (bundle.getState() != Bundle.ACTIVE) {
                    // it was stopped when a copy took over, which goes now
                    bundle.start();
                }
            } catch (BundleException e) {
                return putBack(bundle, former, active, symbolicName + ": " + e.getMessage() + "; " + from);
            }
        } catch (IOException e) {
            LOG.error("{} {} could not be replaced", symbolicName, from, e);
            return new Report(false, symbolicName + " could not be replaced: " + e.getMessage(), List.of());
        }
        removeCopies(bundle);
        return outcome(bundle, from, notNeeded(byHand));
    }

    /** What somebody else installed beside it is not ours to remove, and the newest version is the one at work. */
    private static Optional<Report> inTheWay(List<Bundle> byHand, Version version) {
        List<Bundle> inTheWay = byHand.stream().filter(each -> each.getVersion().compareTo(version) >= 0).toList();
        return inTheWay.isEmpty()
                ? Optional.empty()
                : Optional.of(new Report(false, "installed by hand, too, " + text(inTheWay) + " would be at work in place of " + version + ": "
                        + uninstall(inTheWay) + " first", List.of()));
    }

    private static List<String> notNeeded(List<Bundle> byHand) {
        return byHand.isEmpty()
                ? List.of()
                : List.of("installed by hand, too, " + text(byHand) + " is not needed any more: " + uninstall(byHand));
    }

    private static String text(List<Bundle> byHand) {
        return byHand.stream().map(each -> "bundle " + each.getBundleId() + " (version " + each.getVersion() + " from " + each.getLocation() + ")")
                .collect(Collectors.joining(" and "));
    }

    private static String uninstall(List<Bundle> byHand) {
        return byHand.stream().map(each -> Long.toString(each.getBundleId())).collect(Collectors.joining(" ", "bundle:uninstall ", ""));
    }

    /**
     * No two bundles have the same name and version. The former code does not go to work in between: messages wait from here until the
     * bundle is started.
     */
    private static void makeRoom(Bundle bundle, List<Bundle> same) throws BundleException {
        if (!same.isEmpty() && bundle.getState() == Bundle.ACTIVE) {
            bundle.stop(Bundle.STOP_TRANSIENT);
        }
        for (Bundle copy : same) {
            copy.uninstall();
        }
    }

    /** @param what what failed, and the version to put back */
    private static Report putBack(Bundle bundle, byte[] former, boolean active, String what) {
        try {
            bundle.update(new ByteArrayInputStream(former));
            if (active && bundle.getState() != Bundle.ACTIVE) {
                // the framework starts only what was active when it was updated
                bundle.start();
            }
            return new Report(false, what + " was put back", List.of());
        } catch (BundleException e) {
            LOG.error("{} could not be put back", what, e);
            return new Report(false, what + " could not be put back either: " + e.getMessage() + "; bundle:update "
                    + bundle.getBundleId() + " URL installs a version that works", List.of());
        }
    }

    /** @param notes what there is to say beside it */
    private Report outcome(Bundle bundle, String from, List<String> notes) {
        String done = bundle.getSymbolicName() + " " + from + " -> " + bundle.getVersion();
        Optional<ManagerCode> code = kernel.code().atWork().stream()
                .filter(each -> each.bundle() == bundle.getBundleId()).findFirst();
        Optional<Update> update = code.flatMap(each -> kernel.history().last(each.api().getSimpleName(), each.version().toString()));
        if (update.filter(each -> !each.failures().isEmpty()).isPresent()) {
            return new Report(false, done + ": could not take over", update.get().failures());
        }
        return new Report(true, done + update.map(each -> ", " + Counted.of(each.lanes(), "connector") + " waited "
                + each.longestGap().toMillis() + " ms").orElse(""), notes);
    }

    /** What was installed beside it before is not needed any more, and may be newer. */
    private void removeCopies(Bundle bundle) {
        for (Bundle each : copies(bundle)) {
            try {
                each.uninstall();
            } catch (BundleException e) {
                LOG.warn("bundle {} could not be removed: bundle:uninstall {} does it", each.getBundleId(), each.getBundleId(), e);
            }
        }
    }

    private List<Bundle> copies(Bundle bundle) {
        return Arrays.stream(context.getBundles())
                .filter(each -> bundle.getSymbolicName().equals(each.getSymbolicName()) && isCopy(each)).toList();
    }

    private static boolean isCopy(Bundle bundle) {
        return bundle.getLocation().startsWith(LiveUpdater.LOCATION) || BundleCopies.isPutBack(bundle);
    }
}
