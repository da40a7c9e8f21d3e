/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.standby;

import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Objects;
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
 * Keeps everything on one copy of the API. After an update of the API's bundle without a refresh, the framework has two copies
 * of its packages; a bundle that is resolved anew could get the other one, and would not see the services of those that
 * were not. Until a refresh ends the copy at work, all are wired to that. Any thread; never blocks.
 */
public final class ApiWiring implements ResolverHookFactory, ResolverHook, FrameworkListener {

    private static final String API = "org.sipconnector.api";
    private static final String MARK = "org.sipconnector.wiring";

    private static @Nullable ApiWiring begun;

    private final BundleWiring atWork;
    private @Nullable ServiceRegistration<ResolverHookFactory> registration;

    private ApiWiring(BundleWiring atWork) {
        this.atWork = Objects.requireNonNull(atWork);
    }

    /** Begins with the copy that the caller's bundle is wired to, unless that was done. It outlasts the caller. */
    public static void keep(BundleContext context) {
        synchronized (ApiWiring.class) {
            if (begun == null || !begun.atWork.isInUse()) {
                context.getBundle().adapt(BundleWiring.class).getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .filter(wire -> API.equals(wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                        .map(BundleWire::getProviderWiring).findFirst()
                        .ifPresent(wiring -> begin(wiring, context.getBundle(0).getBundleContext()));
            }
        }
    }

    private static void begin(BundleWiring wiring, BundleContext framework) {
        ApiWiring kept = new ApiWiring(wiring);
        begun = kept;
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(MARK, API);
        framework.addFrameworkListener(kept);
        kept.registration = framework.registerService(ResolverHookFactory.class, kept, properties);
    }

    @Override
    public @Nullable ResolverHook begin(Collection<BundleRevision> triggers) {
        return atWork.isInUse() ? this : null;
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        if (PackageNamespace.PACKAGE_NAMESPACE.equals(requirement.getNamespace())
                && candidates.stream().anyMatch(candidate -> candidate.getRevision().equals(atWork.getRevision()))) {
            candidates.removeIf(candidate -> API.equals(candidate.getRevision().getSymbolicName())
                    && !candidate.getRevision().equals(atWork.getRevision()));
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED && !atWork.isInUse()) {
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
