/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.rest;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** Services as they are at the moment: kernel and foundations come and go while this interface and its streams stay. For any thread. */
interface ContainerServices {

    <T> Optional<T> find(Class<T> type);

    /** All of that type. */
    <T> List<T> all(Class<T> type);

    /**
     * Offers a service of this bundle's own.
     *
     * @return takes it away again
     */
    <T> Runnable register(Class<T> type, T service, Map<String, String> properties);

    /** @throws ProblemException without it */
    default <T> T get(Class<T> type) {
        return find(type).orElseThrow(() -> ProblemException.of(ProblemKind.UNAVAILABLE,
                "what that needs is not at work now (" + type.getSimpleName() + "): see /health"));
    }

    static ContainerServices of(BundleContext context) {
        return new ContainerServices() {
            @Override
            public <T> Optional<T> find(Class<T> type) {
                ServiceReference<T> reference = context.getServiceReference(type);
                return Optional.ofNullable(reference == null ? null : context.getService(reference));
            }

            @Override
            public <T> Runnable register(Class<T> type, T service, Map<String, String> properties) {
                return context.registerService(type, service, new Hashtable<>(properties))::unregister;
            }

            @Override
            public <T> List<T> all(Class<T> type) {
                try {
                    return context.getServiceReferences(type, null).stream().map(context::getService).filter(Objects::nonNull).toList();
                } catch (InvalidSyntaxException impossibleWithoutFilter) {
                    throw new IllegalStateException(impossibleWithoutFilter);
                }
            }
        };
    }
}
