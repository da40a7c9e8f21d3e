/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.sipconnector.api.media.spi.AudioSink;
import org.sipconnector.api.media.spi.AudioSource;
import org.sipconnector.api.media.spi.VideoSink;
import org.sipconnector.api.media.spi.VideoSource;
import org.sipconnector.media.source.ServiceLookup;

/** Sources and sinks that server code registers as services, found by their name; the best ranked of a name counts. */
final class TrackedServices implements ServiceLookup, AutoCloseable {

    private final Map<Class<?>, ServiceTracker<?, ?>> trackers;

    TrackedServices(BundleContext context) {
        trackers = Map.of(
                AudioSource.class, new ServiceTracker<>(context, AudioSource.class, null),
                VideoSource.class, new ServiceTracker<>(context, VideoSource.class, null),
                AudioSink.class, new ServiceTracker<>(context, AudioSink.class, null),
                VideoSink.class, new ServiceTracker<>(context, VideoSink.class, null));
        trackers.values().forEach(ServiceTracker::open);
    }

    @Override
    public <T> Optional<T> find(Class<T> type, String name) {
        ServiceTracker<?, ?> tracker = trackers.get(type);
        ServiceReference<?>[] references = tracker.getServiceReferences();
        return references == null
                ? Optional.empty()
                : List.of(references).stream()
                        .filter(reference -> name.equals(reference.getProperty(AudioSource.NAME)))
                        .max(ServiceReference::compareTo).map(reference -> service(tracker, reference)).map(type::cast);
    }

    @SuppressWarnings("unchecked")
    private static <S> Object service(ServiceTracker<S, ?> tracker, ServiceReference<?> reference) {
        return tracker.getService((ServiceReference<S>) reference);
    }

    @Override
    public void close() {
        trackers.values().forEach(ServiceTracker::close);
    }
}
