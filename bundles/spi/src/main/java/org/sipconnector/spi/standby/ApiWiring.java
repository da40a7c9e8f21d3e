/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.standby;

import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Keeps everything on one copy of the API, and of the SPI. After an update of such a bundle without a refresh, the framework has two
 * copies of its packages; a bundle that is resolved anew could get the other one, and would not see the services of those that
 * were not. Until a refresh ends a copy at work, all are wired to that. Any thread; never blocks.
 */
public final class ApiWiring implements ResolverHookFactory, ResolverHook, FrameworkListener {

    private static final Set<String> BUNDLES = Set.of("org.sipconnector.api", "org.sipconnector.spi");
    private static final String MARK = "org.sipconnector.wiring";

    private static @Nullable ApiWiring begun;

    private final List<BundleWiring> atWork;
    private @Nullable ServiceRegistration<ResolverHookFactory> registration;

    private ApiWiring(List<BundleWiring> atWork) {
        this.atWork = atWork;
    }

    /** Begins with the copies that the caller's bundle is wired to, unless that was done. It outlasts the caller. */
    public static void keep(BundleContext context) {
        synchronized (ApiWiring.class) {
            if (begun == null || begun.inUse().count() < begun.atWork.size()) {
                begin(context.getBundle().adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .map(BundleWire::getProviderWiring).distinct()
                        .filter(wiring -> BUNDLES.contains(wiring.getRevision().getSymbolicName())).toList(),
                        context.getBundle(0).getBundleContext());
            }
        }
    }

    private static void begin(List<BundleWiring> wirings, BundleContext framework) {
        ApiWiring kept = new ApiWiring(wirings);
        begun = kept;
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(MARK, BUNDLES.toArray(String[]::new));
        framework.addFrameworkListener(kept);
        kept.registration = framework.registerService(ResolverHookFactory.class, kept, properties);
    }

    /** A refresh may have ended the one and not the other. */
    private Stream<BundleWiring> inUse() {
        return atWork.stream().filter(BundleWiring::isInUse);
    }

    @Override
    public @Nullable ResolverHook begin(Collection<BundleRevision> triggers) {
        return inUse().findAny().isPresent() ? this : null;
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        if (PackageNamespace.PACKAGE_NAMESPACE.equals(requirement.getNamespace())) {
            inUse().map(BundleWiring::getRevision)
                    .filter(kept -> candidates.stream().anyMatch(candidate -> candidate.getRevision().equals(kept)))
                    .forEach(kept -> candidates.removeIf(candidate -> kept.getSymbolicName().equals(candidate.getRevision().getSymbolicName())
                            && !candidate.getRevision().equals(kept)));
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED && inUse().findAny().isEmpty()) {
            event.getBundle().getBundleContext().removeFrameworkListener(this);
            Objects.requireNonNull(registration).unregister();
        }
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {}

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {}

    @Override
    public void end() {}
}
