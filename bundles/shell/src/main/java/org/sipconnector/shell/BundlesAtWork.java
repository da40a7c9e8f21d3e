/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * What is installed, and how it hangs together.
 *
 * @param versions of bundles, by symbolic name
 * @param exported versions of the packages of API, SPI and kernel that are in use
 * @param imports  what bundles at work import of these, by symbolic name
 * @param beside   versions that updates of single managers put beside these, by symbolic name
 */
record BundlesAtWork(Map<String, Version> versions, Map<String, Version> exported, Map<String, ImportedPackages> imports,
        Map<String, Set<Version>> beside) {

    private static final String UPDATES = "sip-connector:";
    /** What nearly all others are wired to: another copy is not in use before a refresh. */
    static final Set<String> CONTRACTS = Set.of("org.sipconnector.api", "org.sipconnector.spi");
    static final String KERNEL = "org.sipconnector.kernel";
    /** Whose exchange or refresh ends calls in the simulator's rooms. */
    static final Set<String> SIMULATOR = Set.of("org.sipconnector.simulator-api", "org.sipconnector.conference-simulator");

    /** What is to be refreshed so that the API or the SPI is used: the SPI alone would be wired to the former API, if that was exchanged, too. */
    static String toRefresh(String name, Stream<String> exchanged) {
        return exchanged.anyMatch("api"::equals) ? "api" : name;
    }

    static BundlesAtWork of(BundleContext context) {
        List<Bundle> bundles = Stream.of(context.getBundles()).filter(bundle -> bundle.getSymbolicName() != null).toList();
        Map<String, Version> exported = new HashMap<>(exportedByContracts(context));
        Map<String, ImportedPackages> imports = new TreeMap<>();
        for (Bundle bundle : bundles) {
            if (bundle.getState() == Bundle.ACTIVE) {
                imports.put(bundle.getSymbolicName(), ImportedPackages.of(bundle.getHeaders("").get(Constants.IMPORT_PACKAGE)));
                if (KERNEL.equals(bundle.getSymbolicName())) {
                    exported.putAll(ImportedPackages.exported(bundle.getHeaders("").get(Constants.EXPORT_PACKAGE)));
                }
            }
        }
        return new BundlesAtWork(newest(bundles), exported, imports, bundles.stream().filter(BundlesAtWork::isBeside)
                .collect(Collectors.groupingBy(Bundle::getSymbolicName, Collectors.mapping(Bundle::getVersion, Collectors.toSet()))));
    }

    /** The API or SPI that is installed and not in use before a refresh, by symbolic name. */
    static Optional<String> waits(BundleContext context) {
        return context.getBundle(0).adapt(FrameworkWiring.class).getRemovalPendingBundles().stream()
                .map(Bundle::getSymbolicName).filter(name -> name != null && CONTRACTS.contains(name)).min(Comparator.naturalOrder());
    }

    /** The newest of each name, but for what updates of single managers put beside it. */
    private static Map<String, Version> newest(List<Bundle> bundles) {
        Map<String, Version> versions = new HashMap<>();
        bundles.stream().filter(bundle -> !isBeside(bundle)).forEach(bundle -> versions
                .merge(bundle.getSymbolicName(), bundle.getVersion(), (one, other) -> one.compareTo(other) > 0 ? one : other));
        return versions;
    }

    private static boolean isBeside(Bundle bundle) {
        return bundle.getLocation().startsWith(UPDATES);
    }

    /** Packages of API and SPI as this bundle is wired to them: those of the bundles may be newer, and wait for a refresh. */
    private static Map<String, Version> exportedByContracts(BundleContext context) {
        Map<String, Version> exported = new HashMap<>();
        List<BundleWire> wires = context.getBundle().adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE);
        wires.stream().map(BundleWire::getProviderWiring).filter(wiring -> CONTRACTS.contains(wiring.getBundle().getSymbolicName())).distinct()
                .forEach(wiring -> {
                    for (BundleCapability capability : wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
                        exported.put((String) capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE),
                                (Version) capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE));
                    }
                });
        return exported;
    }

    /** Whether that version is installed, beside the one whose place it is to take. */
    boolean hasBeside(ReleaseBundle bundle) {
        return beside.getOrDefault(bundle.symbolicName(), Set.of()).contains(bundle.version());
    }

    boolean has(ReleaseBundle bundle) {
        return versions.containsKey(bundle.symbolicName());
    }

    /** The packages when these have taken the place of what is at work. */
    Map<String, Version> exportedWith(List<ReleaseBundle> changed) {
        Map<String, Version> after = new HashMap<>(exported);
        changed.stream().filter(bundle -> !bundle.exports().isEmpty()).forEach(bundle -> replace(bundle.symbolicName(), bundle.exports(), after));
        return after;
    }

    /** The packages when a kernel that exports these has taken the place of the one at work. */
    Map<String, Version> exportedWithKernel(Map<String, Version> exports) {
        Map<String, Version> after = new HashMap<>(exported);
        replace(KERNEL, exports, after);
        return after;
    }

    private static void replace(String owner, Map<String, Version> exports, Map<String, Version> in) {
        in.keySet().removeIf(name -> name.startsWith(owner));
        in.putAll(exports);
    }

    /** What bundles at work that lack nothing now would lack with other packages, by symbolic name. */
    Map<String, List<String>> unmetWith(Map<String, Version> packages) {
        Map<String, List<String>> unmet = new TreeMap<>();
        imports.forEach((name, imported) -> {
            if (imported.fit(exported) && !imported.fit(packages)) {
                unmet.put(name, imported.unmet(packages, "there would be"));
            }
        });
        return unmet;
    }
}
