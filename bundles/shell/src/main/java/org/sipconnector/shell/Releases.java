/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.karaf.features.BundleInfo;
import org.apache.karaf.features.Dependency;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.sipconnector.api.masking.Printable;

/** Reads releases from Karaf's feature repositories, and what of them is installed. */
final class Releases {

    private static final String FAMILY = "sip-connector";
    private static final Pattern NAME = Pattern.compile("[\\w.-]{1,200}");

    private final FeaturesService features;
    private final BundleContext context;

    Releases(FeaturesService features, BundleContext context) {
        this.features = features;
        this.context = context;
    }

    /**
     * What it takes to get from what is installed to that version: all installed features of ours go together.
     *
     * @throws CommandFailedException when that version is not known, or not complete
     */
    ReleasePlan plan(String feature, String version) throws Exception {
        if (!NAME.matcher(feature).matches() || !NAME.matcher(version).matches()) {
            throw new CommandFailedException("'" + Printable.line(feature + '/' + version) + "' is no release: sip-connector/VERSION");
        }
        if (features.getFeatures(feature, version).length == 0) {
            throw new CommandFailedException("there is no feature " + feature + "/" + version
                    + ": feature:repo-add mvn:org.sipconnector/org.sipconnector.features/" + version + "/xml/features first");
        }
        Set<String> wanted = new TreeSet<>(Set.of(feature + "/" + version));
        for (Feature installed : features.listInstalledFeatures()) {
            if (installed.getName().startsWith(FAMILY) && features.isRequired(installed)
                    && features.getFeatures(installed.getName(), version).length > 0) {
                wanted.add(installed.getName() + "/" + version);
            }
        }
        Map<String, ReleaseBundle> bundles = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (String each : wanted) {
            collect(each.substring(0, each.indexOf('/')), version, bundles, seen);
        }
        return ReleasePlan.of(wanted, new ArrayList<>(bundles.values()), BundlesAtWork.of(context));
    }

    private void collect(String name, String versions, Map<String, ReleaseBundle> into, Set<String> seen) throws Exception {
        Feature feature = Arrays.stream(features.getFeatures(name, versions))
                .max(Comparator.comparing(each -> Version.parseVersion(each.getVersion())))
                .orElseThrow(() -> new CommandFailedException("there is no feature " + name + " " + versions));
        if (!seen.add(feature.getId())) {
            return;
        }
        for (Dependency needed : feature.getDependencies()) {
            if (needed.getName().startsWith(FAMILY)) {
                collect(needed.getName(), needed.getVersion(), into, seen);
            }
        }
        for (BundleInfo bundle : feature.getBundles()) {
            try {
                into.putIfAbsent(bundle.getLocation(), ReleaseBundle.read(bundle.getLocation(), bundle.getStartLevel()));
            } catch (IOException | IllegalArgumentException e) {
                throw new CommandFailedException(bundle.getLocation() + " could not be read: " + e.getMessage());
            }
        }
    }
}
