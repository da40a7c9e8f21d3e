/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.util.Optional;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;

/** A registered video source, also before it is registered and after it is gone: then nothing is sent, and that is told. */
record ServiceVideo(ServiceLookup services, String name) implements VideoSource {

    @Override
    public double frameRate() {
        return services.find(VideoSource.class, name).map(VideoSource::frameRate).orElse(15.0);
    }

    @Override
    public Optional<I420Frame> next(long nanos) {
        return services.require(VideoSource.class, name).next(nanos);
    }
}
