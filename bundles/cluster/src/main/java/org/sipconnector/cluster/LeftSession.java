/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.cluster;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sipconnector.cluster.engine.Engine;

/**
 * The session at the engine that a copy of this bundle leaves to the next one. The framework has it meanwhile, in types of the JDK; its
 * password is there only until it is taken.
 */
@SuppressWarnings({"unchecked", "rawtypes"})
final class LeftSession {

    private static final String NODE = "org.sipconnector.cluster.session";

    private final BundleContext framework;

    /** @param context of any bundle */
    LeftSession(BundleContext context) {
        framework = context.getBundle(0).getBundleContext();
    }

    /** Whether any copy has left one since the framework began. */
    boolean isKnown() {
        return !places("*").isEmpty();
    }

    /** What was left last by that node, which nobody else gets after that. */
    Optional<Engine.Session> take(String node) {
        return places(node).stream().findFirst().map(place -> (Map.Entry<?, ?>) framework.getService(place).getAndSet(null))
                .map(session -> new Engine.Session((Long) session.getKey(), (byte[]) session.getValue()));
    }

    void leave(String node, Engine.Session session) {
        Map.Entry<Long, byte[]> left = new AbstractMap.SimpleImmutableEntry<>(session.id(), session.password());
        places(node).stream().findFirst().ifPresentOrElse(place -> framework.getService(place).set(left), () -> {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(NODE, node);
            framework.registerService(AtomicReference.class, new AtomicReference<>(left), properties);
        });
    }

    private Collection<ServiceReference<AtomicReference>> places(String node) {
        try {
            return framework.getServiceReferences(AtomicReference.class, '(' + NODE + '=' + node + ')');
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
