/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

class ImportedPackagesTest {

    @Test
    void importsOfTheApiAndOfTheKernelAreReadFromAManifest() {
        assertThat(ImportedPackages.of("org.slf4j;version=\"[1.7,3)\",org.sipconnector.api;version=\"[1.0,1.1)\","
                + "org.sipconnector.api.call;resolution:=optional;version=\"[1.0,2)\",org.sipconnector.kernel.chart;version=\"[1.1,2)\"").ranges())
                .isEqualTo(Map.of("org.sipconnector.api", new VersionRange("[1.0,1.1)"), "org.sipconnector.api.call",
                        new VersionRange("[1.0,2)"), "org.sipconnector.kernel.chart", new VersionRange("[1.1,2)")));
        assertThat(ImportedPackages.of(null)).isEqualTo(ImportedPackages.NONE);
    }

    @Test
    void exportsAreReadWhicheverDirectivesStandBeforeTheVersion() {
        assertThat(ImportedPackages.exported("org.sipconnector.kernel;uses:=\"org.sipconnector.api,org.sipconnector.kernel.chart\";"
                + "version=\"1.1.0\",org.sipconnector.kernel.chart;version=\"1.0.0\";uses:=\"org.sipconnector.kernel\",org.other;version=\"3\""))
                .isEqualTo(Map.of("org.sipconnector.kernel", new Version("1.1.0"), "org.sipconnector.kernel.chart", new Version("1.0.0")));
    }

    @Test
    void whatIsMissingOrOfAnotherVersionIsNamed() {
        ImportedPackages imports = ImportedPackages.of("org.sipconnector.kernel;version=\"[1.1,2)\",org.sipconnector.api.fax;version=\"[1.0,2)\"");

        assertThat(imports.unmet(Map.of("org.sipconnector.kernel", new Version("1.0.0")), "at work is")).containsExactly(
                "org.sipconnector.api.fax [1.0.0,2.0.0), at work is none", "org.sipconnector.kernel [1.1.0,2.0.0), at work is 1.0.0");
        assertThat(imports.fit(Map.of("org.sipconnector.kernel", new Version("1.1.0"), "org.sipconnector.api.fax", new Version("1.9.0")))).isTrue();
    }
}
