/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * What a bundle imports of API, SPI and kernel.
 *
 * @param ranges the versions that fit, by package
 */
record ImportedPackages(Map<String, VersionRange> ranges) {

    static final ImportedPackages NONE = new ImportedPackages(Map.of());

    /** A clause of an import or export header: the package, and its version after any other attributes and directives. */
    private static final Pattern CLAUSE =
            Pattern.compile("(org\\.sipconnector\\.(?:api|spi|kernel)(?:\\.\\w+)*)(?:;[\\w.:-]+=(?:\"[^\"]*\"|[^\",;]*))*?;version=\"([^\"]*)\"");

    /** @param header the manifest's, null when it has none */
    static ImportedPackages of(String header) {
        Map<String, VersionRange> ranges = new TreeMap<>();
        clauses(header).forEach((name, range) -> ranges.put(name, new VersionRange(range)));
        return new ImportedPackages(ranges);
    }

    /** What an export header has of API, SPI and kernel. */
    static Map<String, Version> exported(String header) {
        Map<String, Version> versions = new TreeMap<>();
        clauses(header).forEach((name, version) -> versions.put(name, Version.parseVersion(version)));
        return versions;
    }

    private static Map<String, String> clauses(String header) {
        Map<String, String> clauses = new TreeMap<>();
        Matcher found = CLAUSE.matcher(header == null ? "" : header);
        while (found.find()) {
            clauses.put(found.group(1), found.group(2));
        }
        return clauses;
    }

    /** Those of others. */
    ImportedPackages without(Set<String> own) {
        Map<String, VersionRange> others = new TreeMap<>(ranges);
        others.keySet().removeAll(own);
        return new ImportedPackages(others);
    }

    boolean fit(Map<String, Version> exported) {
        return unmet(exported, "").isEmpty();
    }

    /**
     * What is not exported in a version that fits, each as {@code PACKAGE RANGE, at work is VERSION}.
     *
     * @param there how the version is introduced that is exported instead
     */
    List<String> unmet(Map<String, Version> exported, String there) {
        return new TreeMap<>(ranges).entrySet().stream()
                .filter(needed -> !exported.containsKey(needed.getKey()) || !needed.getValue().includes(exported.get(needed.getKey())))
                .map(needed -> needed.getKey() + " " + needed.getValue() + ", " + there + " "
                        + (exported.containsKey(needed.getKey()) ? exported.get(needed.getKey()) : "none"))
                .toList();
    }
}
