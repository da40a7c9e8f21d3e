/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.media.source;

import java.util.Optional;
import org.sipconnector.api.media.spi.I420Frame;
import org.sipconnector.api.media.spi.VideoSource;

/** A black picture, again and again. */
record BlackSource(I420Frame frame, double frameRate) implements VideoSource {

    @Override
    public Optional<I420Frame> next(long nanos) {
        return Optional.of(frame);
    }
}
