package org.sipconnector.kernel.internal;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sipconnector.api.foundation.Foundation;

/** Keeps a stable stand-in registered for every foundation that has ever come. */
final class StandIns {

    private record StandIn(StableFoundation stable, ServiceRegistration<?> registration) {}

    private final List<StandIn> standIns = new ArrayList<>();
    private final BundleContext context;

    StandIns(BundleContext context) {
        this.context = context;
    }

    synchronized void present(Foundation foundation) {
        Set<Class<?>> interfaces = StableFoundation.interfacesOf(foundation.getClass());
        for (StandIn standIn : standIns) {
            if (standIn.stable().interfaces().equals(interfaces)) {
                standIn.stable().present(foundation);
                return;
            }
        }
        if (!interfaces.isEmpty()) {
            StableFoundation stable = new StableFoundation(foundation);
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(Foundation.STABLE_PROPERTY, true);
            standIns.add(new StandIn(stable, context.registerService(stable.names(), stable.proxy(), properties)));
        }
    }

    synchronized void absent(Foundation foundation) {
        standIns.forEach(standIn -> standIn.stable().absent(foundation));
    }

    synchronized void close() {
        standIns.forEach(standIn -> standIn.registration().unregister());
        standIns.clear();
    }
}
