/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Whether imported packages are there, told before anything is resolved or stopped, in a line that says what to update first. The
 * framework's own message is a page and says what does not fit, not what to do.
 */
final class UnmetImports {

    private static final Pattern PACKAGE = Pattern.compile("\\(" + PackageNamespace.PACKAGE_NAMESPACE + "=([^)]+)\\)");
    private static final Pattern FLOOR = Pattern.compile("(?<!!)\\(" + PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE + ">=([^)]+)\\)");
    private static final Pattern CEILING = Pattern.compile("\\(!\\(" + PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE + ">=([^)]+)\\)\\)");
    private static final String PREFIX = "org.sipconnector.";

    private UnmetImports() {}

    /** What this installed bundle imports that no bundle of the framework exports in a version that fits; empty when there is nothing. */
    static Optional<String> missing(Bundle candidate, Bundle[] installed, FrameworkWiring framework) {
        return needs(candidate).stream().filter(need -> framework.findProviders(need).isEmpty()).findFirst()
                .map(need -> candidate.getSymbolicName() + " " + candidate.getVersion() + " " + objection(need, exporters(installed, need)));
    }

    /** Which bundles import what this one exports and its successor would not export in a version that fits; empty when none does. */
    static Optional<String> lost(Bundle exporter, Bundle successor) {
        Map<String, Set<String>> losers = new TreeMap<>();
        BundleWiring wiring = exporter.adapt(BundleWiring.class);
        List<BundleWire> wires = wiring == null ? List.of() : wiring.getProvidedWires(PackageNamespace.PACKAGE_NAMESPACE);
        for (BundleWire wire : wires) {
            BundleRequirement need = wire.getRequirement();
            if (isMandatory(need) && capabilities(successor).stream().noneMatch(need::matches)) {
                losers.computeIfAbsent(required(need), same -> new TreeSet<>()).add(name(wire.getRequirer().getBundle()));
            }
        }
        if (losers.isEmpty()) {
            return Optional.empty();
        }
        String needs = losers.entrySet().stream().map(need -> String.join(", ", need.getValue())
                + (need.getValue().size() == 1 ? " needs " : " need ") + need.getKey()).collect(Collectors.joining("; "));
        boolean one = losers.values().stream().mapToInt(Set::size).sum() == 1;
        return Optional.of(needs + ", which " + name(successor) + " " + successor.getVersion() + " does not export: replace "
                + (one ? "it" : "them") + " first");
    }

    private static String objection(BundleRequirement need, List<BundleCapability> exported) {
        String needed = "needs " + required(need);
        if (exported.isEmpty()) {
            return needed + ", which no bundle exports";
        }
        BundleCapability there = exported.get(0);
        String exporter = name(there.getRevision().getBundle());
        Version version = version(there);
        boolean tooOld = floor(need).filter(floor -> version.compareTo(Version.parseVersion(floor)) < 0).isPresent();
        return needed + ", and " + exporter + " " + there.getRevision().getVersion() + " exports " + version + ": "
                + (tooOld ? "update " + exporter + " first" : "a newer version that fits to it is needed");
    }

    private static List<BundleRequirement> needs(Bundle bundle) {
        return bundle.adapt(BundleRevision.class).getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .filter(need -> isMandatory(need) && !packageOf(need).startsWith("java.")).toList();
    }

    private static boolean isMandatory(BundleRequirement need) {
        return !Constants.RESOLUTION_OPTIONAL.equals(need.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
    }

    private static List<BundleCapability> exporters(Bundle[] installed, BundleRequirement need) {
        List<BundleCapability> exporters = new ArrayList<>();
        Arrays.stream(installed).map(UnmetImports::capabilities).flatMap(Collection::stream)
                .filter(capability -> packageOf(need).equals(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                .forEach(exporters::add);
        return exporters;
    }

    private static List<BundleCapability> capabilities(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null ? List.of() : revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE);
    }

    private static String required(BundleRequirement need) {
        return packageOf(need) + floor(need).map(floor -> first(CEILING, need).map(ceiling -> " [" + floor + "," + ceiling + ")")
                .orElse(" " + floor + " or newer")).orElse("");
    }

    private static String packageOf(BundleRequirement need) {
        return first(PACKAGE, need).orElse("");
    }

    private static Optional<String> floor(BundleRequirement need) {
        return first(FLOOR, need);
    }

    private static Optional<String> first(Pattern pattern, BundleRequirement need) {
        Matcher found = pattern.matcher(need.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, ""));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static Version version(BundleCapability exported) {
        return exported.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE) instanceof Version version
                ? version
                : Version.emptyVersion;
    }

    private static String name(Bundle bundle) {
        String name = bundle.getSymbolicName();
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }
}
