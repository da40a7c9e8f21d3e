/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.interop;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sipconnector.conferencesimulator.media.MediaRegistry;
import org.sipconnector.media.source.ServiceLookup;

/** Sources and sinks by name, as a framework's service registry keeps them. */
final class MediaServices implements ServiceLookup, MediaRegistry {

    static final MediaServices ALL = new MediaServices();

    private final Map<String, Object> services = new ConcurrentHashMap<>();

    private MediaServices() {}

    @Override
    public <T> Optional<T> find(Class<T> type, String name) {
        return Optional.ofNullable(services.get(type.getName() + name)).map(type::cast);
    }

    @Override
    public <T> Runnable register(Class<T> type, String name, T service) {
        services.put(type.getName() + name, service);
        return () -> services.remove(type.getName() + name, service);
    }
}
