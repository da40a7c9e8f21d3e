/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.FrameworkWiring;

/** Bundles of nothing but a manifest in a framework of its own. */
class UnmetImportsTest {

    private static final String KERNEL = "org.sipconnector.kernel";

    @TempDir
    Path storage;

    private Framework framework;
    private int locations;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString(), "felix.log.level", "0"));
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(0);
    }

    private Bundle install(String name, String version, String header, String packages) throws Exception {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue(Constants.BUNDLE_VERSION, version);
        headers.putValue(header, packages);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return framework.getBundleContext().installBundle("test:" + locations++, new ByteArrayInputStream(bytes.toByteArray()));
    }

    private Bundle kernel(String version, String exported) throws Exception {
        return install(KERNEL, version, Constants.EXPORT_PACKAGE, KERNEL + ";version=\"" + exported + "\"");
    }

    private Bundle importing(String name, String packages) throws Exception {
        return install(name, "0.2.0", Constants.IMPORT_PACKAGE, packages);
    }

    private Optional<String> missing(Bundle candidate) {
        return UnmetImports.missing(candidate, framework.getBundleContext().getBundles(), framework.adapt(FrameworkWiring.class));
    }

    @Test
    void aBundleWhoseImportsAreThereLacksNothing() throws Exception {
        kernel("0.1.0", "1.1.0");

        assertThat(missing(importing("org.sipconnector.call",
                KERNEL + ";version=\"[1.1,2)\",java.util,org.osgi.framework;version=\"[1.8,2)\",no.such;resolution:=optional"))).isEmpty();
    }

    @Test
    void whatIsToBeUpdatedFirstIsNamed() throws Exception {
        kernel("0.1.0", "1.0.0");

        assertThat(missing(importing("org.sipconnector.call", KERNEL + ";version=\"[1.1,2)\""))).contains(
                "org.sipconnector.call 0.2.0 needs org.sipconnector.kernel [1.1.0,2.0.0), and kernel 0.1.0 exports 1.0.0: update kernel first");
    }

    @Test
    void aBundleForAnOlderPackageIsToldSo() throws Exception {
        kernel("1.0.0", "2.0.0");

        assertThat(missing(importing("org.example.limits", KERNEL + ";version=\"[1.1,2)\""))).contains(
                "org.example.limits 0.2.0 needs org.sipconnector.kernel [1.1.0,2.0.0), and kernel 1.0.0 exports 2.0.0:"
                        + " a newer version that fits to it is needed");
    }

    @Test
    void aPackageIsNamedThatNobodyExportsOrNobodyInAVersionHighEnough() throws Exception {
        kernel("0.1.0", "1.0.0");
        assertThat(missing(importing("org.example.limits", KERNEL + ";version=1.1"))).contains(
                "org.example.limits 0.2.0 needs org.sipconnector.kernel 1.1.0 or newer, and kernel 0.1.0 exports 1.0.0: update kernel first");
        assertThat(missing(importing("org.sipconnector.call", "no.such.package"))).contains(
                "org.sipconnector.call 0.2.0 needs no.such.package, which no bundle exports");
    }

    @Test
    void thoseAreNamedWhoseImportsASuccessorWouldNotMeet() throws Exception {
        Bundle kernel = kernel("0.2.0", "1.1.0");
        Bundle call = importing("org.sipconnector.call", KERNEL + ";version=\"[1.1,2)\"");
        Bundle limits = importing("org.example.limits", KERNEL + ";version=\"[1.0,2)\"");
        assertThat(framework.adapt(FrameworkWiring.class).resolveBundles(List.of(call, limits))).isTrue();

        assertThat(UnmetImports.lost(kernel, kernel("0.3.0", "1.2.0"))).isEmpty();
        assertThat(UnmetImports.lost(kernel, kernel("0.1.0", "1.0.0"))).contains(
                "call needs org.sipconnector.kernel [1.1.0,2.0.0), which kernel 0.1.0 does not export: replace it first");
        assertThat(UnmetImports.lost(kernel, kernel("1.0.0", "2.0.0"))).contains(
                "org.example.limits needs org.sipconnector.kernel [1.0.0,2.0.0); call needs org.sipconnector.kernel [1.1.0,2.0.0),"
                        + " which kernel 1.0.0 does not export: replace them first");
    }
}
