/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arrows between the kernel's private packages, as their {@code package-info.java} state them. */
class KernelPackagesTest {

    private static final String INTERNAL = "org.sipconnector.kernel.internal";
    private static final JavaClasses ALL = Bundles.classes();

    /** What each package uses of the others; whoever adds an arrow says so here and there. */
    private static final Map<String, Set<String>> USES = Map.ofEntries(
            entry("", Set.of("code", "configuration", "connectors", "foundation", "journal", "lane", "settings", "store", "time", "update")),
            entry("update", Set.of("code", "connectors", "journal", "time")),
            entry("configuration", Set.of("connectors", "settings", "time")),
            entry("connectors", Set.of("code", "export", "journal", "lane", "store", "time")),
            entry("code", Set.of("journal", "lane", "replay")),
            entry("export", Set.of("foundation", "journal", "lane", "replay", "reply", "state")),
            entry("replay", Set.of("foundation", "journal", "lane", "reply")),
            entry("lane", Set.of("foundation", "journal", "reply", "state", "time")),
            entry("journal", Set.of("reply", "state")),
            entry("foundation", Set.of()),
            entry("reply", Set.of()),
            entry("settings", Set.of()),
            entry("state", Set.of()),
            entry("store", Set.of("lane", "state", "time")),
            entry("time", Set.of()));

    /** The name below {@code internal}; empty for the component's own package, null for what is no private class of the kernel. */
    private static String packageOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.equals(INTERNAL) ? "" : name.startsWith(INTERNAL + '.') ? name.substring(INTERNAL.length() + 1) : null;
    }

    private static Map<String, Set<String>> used() {
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass type : ALL) {
            String from = packageOf(type);
            if (from != null) {
                Set<String> to = used.computeIfAbsent(from, name -> new TreeSet<>());
                type.getDirectDependenciesFromSelf().stream().map(Dependency::getTargetClass).map(KernelPackagesTest::packageOf)
                        .filter(name -> name != null && !name.equals(from)).forEach(to::add);
            }
        }
        return used;
    }

    @Test
    void eachPackageUsesThoseItIsMeantToUseAndNoOther() {
        assertThat(used()).isEqualTo(USES);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching(INTERNAL + ".(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void whatIsExportedUsesOnlyThePackageOfStates() {
        noClasses().that().resideInAnyPackage("org.sipconnector.kernel", "org.sipconnector.kernel.chart", "org.sipconnector.kernel.json")
                .should().dependOnClassesThat().resideInAnyPackage(except("state")).check(ALL);
    }

    private static String[] except(String one) {
        return USES.keySet().stream().filter(name -> !name.equals(one))
                .map(name -> name.isEmpty() ? INTERNAL : INTERNAL + '.' + name + "..").toArray(String[]::new);
    }
}
