/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.store;

import java.util.Arrays;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds managers' APIs by name: in the bundle that exports their package, which need not have started. */
@FunctionalInterface
public interface ManagerApis {

    Optional<Class<?>> find(String name);

    static ManagerApis in(BundleContext context) {
        return name -> {
            String itsPackage = name.substring(0, name.lastIndexOf('.'));
            Optional<Class<?>> found = Arrays.stream(context.getBundles()).filter(bundle -> exports(bundle, itsPackage))
                    .flatMap(bundle -> load(bundle, name).stream()).findFirst();
            if (found.isEmpty()) {
                LoggerFactory.getLogger(ManagerApis.class).warn("no bundle has {} any more: what it kept is dropped", name);
            }
            return found;
        };
    }

    private static boolean exports(Bundle bundle, String itsPackage) {
        // of one that is not resolved yet, too: loading resolves it
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && revision.getDeclaredCapabilities(BundleRevision.PACKAGE_NAMESPACE).stream()
                .map(BundleCapability::getAttributes).anyMatch(each -> itsPackage.equals(each.get(BundleRevision.PACKAGE_NAMESPACE)));
    }

    private static Optional<Class<?>> load(Bundle bundle, String name) {
        try {
            return Optional.of(bundle.loadClass(name));
        } catch (ClassNotFoundException e) {
            Logger log = LoggerFactory.getLogger(ManagerApis.class);
            log.debug("{} has no {}", bundle.getSymbolicName(), name);
            return Optional.empty();
        }
    }
}
