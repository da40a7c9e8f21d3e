/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.engine;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.media.source.ServiceLookup;

/** Sources and sinks of a test, by name. */
final class NamedServices implements ServiceLookup {

    private final Map<String, Object> services = new ConcurrentHashMap<>();

    void put(String name, Object service) {
        services.put(name, service);
    }

    void remove(String name) {
        services.remove(name);
    }

    @Override
    public <T> Optional<T> find(Class<T> type, String name) {
        return Optional.ofNullable(services.get(name)).filter(type::isInstance).map(type::cast);
    }
}
