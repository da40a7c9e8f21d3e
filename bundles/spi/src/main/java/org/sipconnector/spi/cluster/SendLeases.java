/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.spi.cluster;

import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sipconnector.api.ConnectorId;

/**
 * Until when this process may send anything for a connector that it shares with others: a process that was frozen or cut off finds its
 * time run out, by a clock that nobody sets, before it sends. The framework has the times, in types of the JDK, so that they outlive
 * whoever keeps them. Any thread.
 */
public final class SendLeases {

    private static final String PROPERTY = "org.sipconnector.cluster.leases";
    private static final String FILTER = '(' + PROPERTY + "=true)";

    private volatile @Nullable ConcurrentMap<String, AtomicLong> times;

    /** From now on the times are those of this framework; before, every connector may send. */
    public void follow(BundleContext framework) {
        // told when somebody shares connectors for the first time; it then is there for as long as the framework
        try {
            framework.addServiceListener(event -> times = found(framework), FILTER);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
        times = found(framework);
    }

    /**
     * Whether connectors have been shared out in this framework, by whoever does that: also while it is being replaced. From then on no
     * connector begins here that is not given to this process.
     */
    public boolean isThere() {
        return times != null;
    }

    /** Whether something may be sent for the connector now. */
    public boolean holds(ConnectorId id) {
        ConcurrentMap<String, AtomicLong> all = times;
        AtomicLong until = all == null ? null : all.get(id.value());
        return until == null || System.nanoTime() - until.get() < 0;
    }

    /** The times of this framework, which are made when there are none: {@link System#nanoTime} by a connector's id. */
    public static ConcurrentMap<String, AtomicLong> in(BundleContext framework) {
        ConcurrentMap<String, AtomicLong> there = found(framework);
        if (there != null) {
            return there;
        }
        ConcurrentMap<String, AtomicLong> made = new ConcurrentHashMap<>();
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(PROPERTY, "true");
        framework.getBundle(0).getBundleContext().registerService(ConcurrentMap.class, made, properties);
        return made;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable ConcurrentMap<String, AtomicLong> found(BundleContext framework) {
        try {
            Collection<ServiceReference<ConcurrentMap>> all = framework.getServiceReferences(ConcurrentMap.class, FILTER);
            Iterator<ServiceReference<ConcurrentMap>> first = all.iterator();
            return first.hasNext() ? framework.getService(first.next()) : null;
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
