/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api.media.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Makes pictures. Asked at its frame rate however many tracks send it, by one thread of the engine. */
@ConsumerType
public interface VideoSource {

    /** Frames per second, above 0 and at most 60; read when the source is started. */
    double frameRate();

    /**
     * The next picture; its size may differ from the one before.
     *
     * @param nanos time since the source was started
     * @return empty to send nothing this time
     */
    Optional<I420Frame> next(long nanos);
}
