/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds managers' APIs by name. */
@FunctionalInterface
public interface ManagerApis {

    Optional<Class<?>> find(String name);

    /**
     * Those that the managers have: of the copy of a package's bundle that the kernel is wired to, since an update that no refresh
     * has followed leaves two; else of any bundle that exports the package, which need not have started.
     */
    static ManagerApis in(BundleContext context) {
        return name -> {
            String itsPackage = name.substring(0, name.lastIndexOf('.'));
            Optional<Class<?>> found = Stream.concat(
                    wired(context, itsPackage).map(wiring -> load(wiring.getBundle(), wiring.getClassLoader()::loadClass, name)),
                    Arrays.stream(context.getBundles()).filter(bundle -> exports(bundle, itsPackage))
                            .map(bundle -> load(bundle, bundle::loadClass, name)))
                    .flatMap(Optional::stream).findFirst();
            if (found.isEmpty()) {
                LoggerFactory.getLogger(ManagerApis.class).warn("no bundle has {} any more: what it kept is dropped", name);
            }
            return found;
        };
    }

    private static Stream<BundleWiring> wired(BundleContext context, String itsPackage) {
        return context.getBundle().adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(BundleWire::getProviderWiring).distinct()
                .filter(wiring -> has(wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE), itsPackage));
    }

    private static boolean exports(Bundle bundle, String itsPackage) {
        // of one that is not resolved yet, too: loading resolves it
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && has(revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE), itsPackage);
    }

    private static boolean has(List<BundleCapability> exported, String itsPackage) {
        return exported.stream().anyMatch(each -> itsPackage.equals(each.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
    }

    private static Optional<Class<?>> load(Bundle bundle, Loader loader, String name) {
        try {
            return Optional.of(loader.load(name));
        } catch (ClassNotFoundException e) {
            Logger log = LoggerFactory.getLogger(ManagerApis.class);
            log.debug("{} has no {}", bundle.getSymbolicName(), name);
            return Optional.empty();
        }
    }

    /** Loads a class as a class loader does. */
    @FunctionalInterface
    interface Loader {
        Class<?> load(String name) throws ClassNotFoundException;
    }
}
