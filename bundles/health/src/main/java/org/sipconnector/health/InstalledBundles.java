/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.health;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.sipconnector.spi.explanation.NeededManagers;
import org.sipconnector.spi.health.Problem;
import org.sipconnector.spi.health.Problem.Kind;

/**
 * What the framework knows of bundles that are not at work.
 *
 * @param orphans what is told of connectors whose files have gone, a line each
 * @param kernelless why there is no kernel at work although nothing need be wrong
 */
record InstalledBundles(BundleContext context, List<String> orphans, Optional<String> kernelless) {

    private static final String OURS = "org.sipconnector.";

    /**
     * Bundles that ought to be at work and are not, and connectors that run although their file is gone.
     *
     * @param told names after {@code org.sipconnector.} of bundles whose absence is told already
     */
    List<Problem> problems(Collection<String> told) {
        List<Problem> problems = new ArrayList<>();
        stopped(told).forEach(line -> problems.add(Problem.of(Kind.BUNDLE, line)));
        besideEachOther().ifPresent(line -> problems.add(Problem.of(Kind.BUNDLE, line)));
        orphans.forEach(line -> problems.add(Problem.of(Kind.ORPHAN, line)));
        return problems;
    }

    private List<String> stopped(Collection<String> told) {
        return ours().stream().filter(bundle -> !told.contains(nameOf(bundle)))
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE && !isFragment(bundle) && ours().stream()
                        .noneMatch(other -> other.getState() == Bundle.ACTIVE && other.getSymbolicName().equals(bundle.getSymbolicName())))
                .map(bundle -> "bundle " + bundle.getSymbolicName() + " (" + bundle.getBundleId() + ") is not started"
                        + without(bundle) + ": bundle:start " + bundle.getBundleId())
                .toList();
    }

    /**
     * Bundles of which two are at work at once, as when a feature of another release is installed and the former stays. A
     * manager's newer code beside the former is a way to replace it, and the kernel uses one of them.
     */
    private Optional<String> besideEachOther() {
        Map<String, List<Bundle>> atWork = ours().stream().filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .filter(bundle -> !NeededManagers.isBundle(nameOf(bundle)))
                .collect(Collectors.groupingBy(InstalledBundles::nameOf, TreeMap::new, Collectors.toList()));
        String several = atWork.entrySet().stream().filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " " + entry.getValue().stream().sorted(Comparator.comparing(Bundle::getVersion))
                        .map(bundle -> bundle.getVersion() + " (" + bundle.getBundleId() + ")").collect(Collectors.joining(" and ")))
                .collect(Collectors.joining(", "));
        return several.isEmpty()
                ? Optional.empty()
                : Optional.of("two releases are at work beside each other: " + several + ": feature:uninstall sip-connector/VERSION"
                        + " removes the one that was added; sip:update sip-connector/VERSION is the way to another release");
    }

    /** What cannot be done without a foundation; what managers are for is told of them. */
    private static String without(Bundle bundle) {
        return switch (nameOf(bundle)) {
            case "sip" -> ", no connector can connect, and calls can be neither made nor received";
            case "media" -> ", calls can be neither made nor answered";
            case "http" -> ", the conference server cannot be asked for tokens and lists";
            case "network-events" -> ", changes of the host's network are not noticed";
            case "standby" -> ", calls end when the kernel is replaced";
            default -> "";
        };
    }

    private static String nameOf(Bundle bundle) {
        return bundle.getSymbolicName().substring(OURS.length());
    }

    private List<Bundle> ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null && bundle.getSymbolicName().startsWith(OURS)).toList();
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }
}
