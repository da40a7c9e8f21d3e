/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.metrics;

import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Services as they are at the moment: kernel and foundations come and go, so that each is looked up whenever it is asked. */
@FunctionalInterface
interface Services {

    <T> Optional<T> find(Class<T> type);

    /** What the service tells; empty without it, and while it is being replaced. */
    default <T, R> Optional<R> ask(Class<T> type, Function<T, R> question) {
        try {
            return find(type).map(question);
        } catch (RuntimeException goneMeanwhile) {
            return Optional.empty();
        }
    }

    static Services of(BundleContext context) {
        return new Services() {
            @Override
            public <T> Optional<T> find(Class<T> type) {
                ServiceReference<T> reference = context.getServiceReference(type);
                return Optional.ofNullable(reference == null ? null : context.getService(reference));
            }
        };
    }
}
