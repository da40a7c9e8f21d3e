/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal.foundation;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sipconnector.api.foundation.Foundation;
import org.sipconnector.api.standby.HeldFoundation;

/** Keeps a stable stand-in registered for every foundation that has ever come. */
public final class StandIns {

    private record StandIn(StableFoundation stable, ServiceRegistration<?> registration) {}

    private final List<StandIn> standIns = new ArrayList<>();
    /** What waits since the former kernel for foundations that have not come yet. */
    private final List<HeldFoundation> held;
    private final BundleContext context;

    public StandIns(BundleContext context, List<HeldFoundation> held) {
        this.context = context;
        this.held = new ArrayList<>(held);
    }

    public synchronized void present(Foundation foundation) {
        Set<Class<?>> interfaces = HeldFoundation.contractsOf(foundation.getClass());
        for (StandIn standIn : standIns) {
            if (standIn.stable().interfaces().equals(interfaces)) {
                standIn.stable().present(foundation);
                return;
            }
        }
        if (!interfaces.isEmpty()) {
            List<HeldFoundation> its = held.stream().filter(each -> each.isFor(foundation.getClass())).toList();
            held.removeAll(its);
            StableFoundation stable = new StableFoundation(foundation, its);
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(Foundation.STABLE_PROPERTY, true);
            standIns.add(new StandIn(stable, context.registerService(stable.names(), stable.proxy(), properties)));
        }
    }

    public synchronized void absent(Foundation foundation) {
        standIns.forEach(standIn -> standIn.stable().absent(foundation));
    }

    /** What waits for absent foundations, for the next kernel. */
    public synchronized List<HeldFoundation> waiting() {
        return Stream.concat(held.stream(), standIns.stream().map(standIn -> standIn.stable().waiting()))
                .filter(each -> !each.left().isEmpty() || !each.commands().isEmpty()).toList();
    }

    public synchronized void close() {
        standIns.forEach(standIn -> standIn.registration().unregister());
        standIns.clear();
    }
}
